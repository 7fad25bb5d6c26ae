// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

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
 * A TCP link to a broker that carries so many bytes a second towards it, over all connections, and
 * may be cut after so many. Towards the client it is as fast as it gets.
 */
final class SlowLink implements AutoCloseable {

    private static final int PIECE = 1024;

    private final ServerSocket server;
    private final int target;
    private final long bytesPerSecond;
    private final long most;
    private final CountDownLatch cut = new CountDownLatch(1);
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private long sent;
    private long freeAt = System.nanoTime();

    private SlowLink(int port, int target, long bytesPerSecond, long most) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.bytesPerSecond = bytesPerSecond;
        this.most = most;
        start(this::accept);
    }

    static SlowLink slow(int port, int target, long bytesPerSecond) throws IOException {
        return new SlowLink(port, target, bytesPerSecond, Long.MAX_VALUE);
    }

    /** Carries nothing more towards the broker after so many bytes, and keeps connections open. */
    static SlowLink cutAfter(int port, int target, long bytes) throws IOException {
        return new SlowLink(port, target, Long.MAX_VALUE, bytes);
    }

    /** Returns when nothing is carried any more; false if so much is not sent within 90 s. */
    boolean awaitCut() throws InterruptedException {
        return cut.await(90, TimeUnit.SECONDS);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(broker);
            start(() -> pump(client.getInputStream(), broker.getOutputStream(), true));
            start(() -> pump(broker.getInputStream(), client.getOutputStream(), false));
        }
    }

    private void pump(InputStream from, OutputStream to, boolean limited) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            if (limited && !pass(length)) {
                cut.countDown();
                return;
            }
            to.write(piece, 0, length);
        }
        to.close();
    }

    /** Waits for its turn; false once the link is cut. */
    private boolean pass(int length) {
        long turn;
        synchronized (this) {
            if (sent + length > most) {
                return false;
            }
            sent += length;
            long now = System.nanoTime();
            turn = Math.max(now, freeAt);
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
                        "slow-link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
