// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The two requests a Kafka broker answers before a client has logged in, written and read by hand:
 * Kafka's own client takes the first four bytes of whatever answers for a length, and allocates it.
 * Used once, by one thread.
 *
 * @see "Kafka protocol guide, ApiVersions version 0 and SaslHandshake version 1"
 */
final class KafkaHandshake {

    private static final int API_VERSIONS = 18;
    private static final int SASL_HANDSHAKE = 17;
    private static final int METADATA = 3;

    /** Recognized again at the head of the answer. */
    private static final int CORRELATION = 0x4c656174;

    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int UNSUPPORTED_VERSION = 35;
    private static final int ILLEGAL_SASL_STATE = 34;

    private final DataInputStream in;
    private final DataOutputStream out;
    private int length;

    KafkaHandshake(Socket socket) throws IOException {
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /**
     * Asks for the requests that are understood.
     *
     * @return the first eight bytes of what comes back
     * @throws EOFException if fewer come
     */
    byte[] apiVersions() throws IOException {
        request(API_VERSIONS, 0, new byte[0]);
        byte[] begin = new byte[8];
        in.readFully(begin);
        length = ByteBuffer.wrap(begin).getInt();
        return begin;
    }

    /** Whether these are length and correlation id of an answer to our request. */
    static boolean isHead(byte[] begin) {
        ByteBuffer head = ByteBuffer.wrap(begin);
        int length = head.getInt();
        return length >= 6 && length <= LARGEST_ANSWER && head.getInt() == CORRELATION;
    }

    /** Whether what has answered understands requests for metadata, which a controller does not. */
    boolean isBroker() throws IOException {
        ByteBuffer body = ByteBuffer.wrap(in.readNBytes(length - 4));
        if (body.remaining() < 6 || body.getShort() == UNSUPPORTED_VERSION) {
            return true; // newer than anything known: left to Kafka's client
        }
        for (int left = body.getInt(); left > 0 && body.remaining() >= 6; left--) {
            if (body.getShort() == METADATA) {
                return true;
            }
            body.getInt(); // the versions of it
        }
        return false;
    }

    /** The mechanisms a client may log in by; empty where none is asked to. */
    List<String> saslMechanisms() throws IOException {
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        new DataOutputStream(none).writeUTF("NONE");
        request(SASL_HANDSHAKE, 1, none.toByteArray());
        byte[] answer = in.readNBytes(Math.min(in.readInt(), LARGEST_ANSWER));
        ByteBuffer body = ByteBuffer.wrap(answer, 4, Math.max(0, answer.length - 4));
        List<String> mechanisms = new ArrayList<>();
        if (body.remaining() < 6 || body.getShort() == ILLEGAL_SASL_STATE) {
            return mechanisms;
        }
        for (int left = body.getInt(); left > 0 && body.remaining() >= 2; left--) {
            byte[] name = new byte[Math.min(body.getShort(), body.remaining())];
            body.get(name);
            mechanisms.add(new String(name, StandardCharsets.UTF_8));
        }
        mechanisms.sort(Comparator.naturalOrder()); // a broker tells them in any order
        return mechanisms;
    }

    private void request(int api, int version, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(bytes);
        request.writeShort(api);
        request.writeShort(version);
        request.writeInt(CORRELATION);
        request.writeUTF("leat");
        request.write(body);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }
}
