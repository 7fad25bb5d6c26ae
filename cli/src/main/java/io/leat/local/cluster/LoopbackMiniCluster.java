// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Flink's MiniCluster start on a machine whose own host name stands in no hosts file and no
 * DNS. {@code MiniCluster.start} calls {@code InetAddress.getLocalHost()} for the address of its
 * blob server, which no option states, and ends with an UnknownHostException there. Everything in
 * the cluster listens on loopback, so the class is loaded with {@code getLoopbackAddress()} in that
 * place: both methods have the same type, and the name stands once in the class file.
 */
public final class LoopbackMiniCluster {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackMiniCluster.class);

    private static final String CLASS_FILE = "MiniCluster.class";

    private LoopbackMiniCluster() {}

    /**
     * Loads the class, unless it is loaded already. To be called before anything refers to it. A
     * MiniCluster that looks different is left as it is.
     */
    public static void load() {
        try (InputStream file = MiniClusterConfiguration.class.getResourceAsStream(CLASS_FILE)) {
            if (file == null) {
                return;
            }
            MethodHandles.privateLookupIn(MiniClusterConfiguration.class, MethodHandles.lookup())
                    .defineClass(onLoopback(file.readAllBytes()));
        } catch (IOException | IllegalAccessException | LinkageError e) {
            LOG.debug("MiniCluster is left as it is", e);
        }
    }

    /**
     * The class file with the method's name replaced.
     *
     * @throws IOException if the name does not stand in it exactly once
     */
    static byte[] onLoopback(byte[] classFile) throws IOException {
        byte[] name = constant("getLocalHost");
        int at = indexOf(classFile, name, 0);
        if (at < 0 || indexOf(classFile, name, at + 1) >= 0) {
            throw new IOException("getLocalHost stands in MiniCluster not at all or twice");
        }
        byte[] other = constant("getLoopbackAddress");
        byte[] changed = Arrays.copyOf(classFile, classFile.length - name.length + other.length);
        System.arraycopy(other, 0, changed, at, other.length);
        int rest = at + name.length;
        System.arraycopy(classFile, rest, changed, at + other.length, classFile.length - rest);
        return changed;
    }

    /** A CONSTANT_Utf8 of a class file: tag, length, ASCII. */
    private static byte[] constant(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] constant = new byte[3 + text.length];
        constant[0] = 1;
        constant[1] = (byte) (text.length >> 8);
        constant[2] = (byte) text.length;
        System.arraycopy(text, 0, constant, 3, text.length);
        return constant;
    }

    private static int indexOf(byte[] bytes, byte[] part, int from) {
        for (int i = from; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
