package io.leat.bench.load.clients;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.leat.bench.load.Payload;
import io.leat.bench.load.stub.Bytes;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.Semaphore;

/**
 * grpc-java in a closed loop, without Kafka and Flink: {@code BareGrpc PAYLOAD PORT IN_FLIGHT
 * THREADS}. Calls until it is ended; the stub counts.
 */
public final class BareGrpc {

    private static final Bytes BYTES = new Bytes();

    private BareGrpc() {}

    public static void main(String[] args) throws Exception {
        Payload payload = Payload.valueOf(args[0]);
        byte[] message = payload.value();
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(args[1]))
                        .usePlaintext()
                        .directExecutor()
                        .channelType(NioSocketChannel.class)
                        .eventLoopGroup(
                                new MultiThreadIoEventLoopGroup(
                                        Integer.parseInt(args[3]), NioIoHandler.newFactory()))
                        .build();
        MethodDescriptor<byte[], byte[]> method =
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(payload.path())
                        .build();
        Semaphore free = new Semaphore(Integer.parseInt(args[2]));
        while (!Thread.interrupted()) {
            free.acquire();
            ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
            call.start(new Released(free), new Metadata());
            call.request(2);
            call.sendMessage(message);
            call.halfClose();
        }
    }

    private static final class Released extends ClientCall.Listener<byte[]> {

        private final Semaphore free;

        Released(Semaphore free) {
            this.free = free;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            free.release();
        }
    }
}
