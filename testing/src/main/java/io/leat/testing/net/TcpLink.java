// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP link between clients and a server on loopback. It can fall silent without breaking; towards
 * the server it may carry so many bytes a second over all connections, or only so many at all.
 */
public final class TcpLink implements AutoCloseable {

    private static final int PIECE = 1024;

    private final ServerSocket socket;
    private final int target;
    private final long bytesPerSecond;
    private final long most;
    private final CountDownLatch cut = new CountDownLatch(1);
    private final List<Joint> joints = new CopyOnWriteArrayList<>();
    private volatile boolean dead;
    private long sent;
    private long freeAt = System.nanoTime();

    private TcpLink(int port, int target, long bytesPerSecond, long most) throws IOException {
        this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.bytesPerSecond = bytesPerSecond;
        this.most = most;
    }

    private TcpLink open() {
        start(this::accept);
        return this;
    }

    /** As fast as it gets. */
    public static TcpLink to(int target) throws IOException {
        return new TcpLink(0, target, Long.MAX_VALUE, Long.MAX_VALUE).open();
    }

    /** At a port of the caller's. */
    public static TcpLink to(int port, int target) throws IOException {
        return new TcpLink(port, target, Long.MAX_VALUE, Long.MAX_VALUE).open();
    }

    public static TcpLink slow(int port, int target, long bytesPerSecond) throws IOException {
        return new TcpLink(port, target, bytesPerSecond, Long.MAX_VALUE).open();
    }

    /** Carries nothing more towards the server after so many bytes, and keeps connections open. */
    public static TcpLink cutAfter(int port, int target, long bytes) throws IOException {
        return new TcpLink(port, target, Long.MAX_VALUE, bytes).open();
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public int connections() {
        return joints.size();
    }

    /** Nothing passes the connections there are any more; those to come are as before. */
    public void silence() {
        joints.forEach(joint -> joint.silent = true);
    }

    /** Connections to come are accepted and of no use either, for ever. */
    public void die() {
        dead = true;
        silence();
    }

    /** Connections to come are as at first. */
    public void revive() {
        dead = false;
    }

    /** Returns when nothing is carried any more; false if so much is not sent within 90 s. */
    public boolean awaitCut() throws InterruptedException {
        return cut.await(90, TimeUnit.SECONDS);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            Joint joint =
                    new Joint(client, new Socket(InetAddress.getLoopbackAddress(), target), dead);
            joints.add(joint);
            start(() -> pump(joint, joint.client, joint.server, true));
            start(() -> pump(joint, joint.server, joint.client, false));
        }
    }

    private void pump(Joint joint, Socket from, Socket to, boolean limited) throws IOException {
        byte[] piece = new byte[PIECE];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            if (limited && !pass(length)) {
                cut.countDown();
                return;
            }
            if (!joint.silent) {
                out.write(piece, 0, length);
            }
        }
        joint.close();
    }

    /** Waits for its turn; false once the link is cut. */
    private boolean pass(int length) {
        long turn;
        synchronized (this) {
            if (sent + length > most) {
                return false;
            }
            sent += length;
            turn = Math.max(System.nanoTime(), freeAt);
            freeAt = turn + TimeUnit.SECONDS.toNanos(length) / bytesPerSecond;
        }
        for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return true;
    }

    /** What may end because a socket is closed. */
    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // One end has closed.
                            }
                        },
                        "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Joint joint : joints) {
            joint.close();
        }
    }

    /** A client's connection, and the one to the server that stands for it. */
    private static final class Joint {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        Joint(Socket client, Socket server, boolean silent) {
            this.client = client;
            this.server = server;
            this.silent = silent;
        }

        void close() throws IOException {
            client.close();
            server.close();
        }
    }
}
