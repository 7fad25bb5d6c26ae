package io.leat.local.serving;

/** One protocol over HTTP. Called by several threads at once. */
interface RestEndpoint {

    /** Whether requests to this path are this protocol's to answer. */
    boolean owns(String path);

    /**
     * Answers a request with the JSON body of a 200.
     *
     * @throws RefusedException for every other status; its message becomes the protocol's error
     *     body, {@code {"error": …}} in both protocols here
     */
    byte[] answer(RestRequest request) throws RefusedException;
}
