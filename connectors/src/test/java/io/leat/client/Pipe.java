// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a server; its connections can fall silent without breaking. */
public final class Pipe implements AutoCloseable {

    private final ServerSocket socket;
    private final int serverPort;
    private final List<Joint> joints = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    private Pipe(ServerSocket socket, int serverPort) {
        this.socket = socket;
        this.serverPort = serverPort;
    }

    public static Pipe to(int serverPort) throws IOException {
        Pipe pipe = new Pipe(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
        start(pipe::accept);
        return pipe;
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

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                Joint joint = new Joint(client, server);
                joint.silent = dead;
                joints.add(joint);
                start(() -> joint.pass(client, server));
                start(() -> joint.pass(server, client));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "pipe");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Joint joint : joints) {
            joint.client.close();
            joint.server.close();
        }
    }

    private static final class Joint {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        Joint(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pass(Socket from, Socket to) {
            byte[] buffer = new byte[8_192];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException broken) {
                // both ends are closed
            }
        }
    }
}
