package io.diffluent.connectors.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Sockets that are bound before their ports are written into a configuration, so that no other
 * process can take a port in between.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

  private static final int BACKLOG = 50;
  private static final int RECEIVE_BUFFER = 100 * 1024;

  private final Map<Integer, ServerSocketChannel> waiting = new ConcurrentHashMap<>();

  /** Binds a port of 127.0.0.1, any that is free for 0, and returns it. */
  int reserve(int wanted) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted);
    ServerSocketChannel channel =
        ServerSocketFactory.INSTANCE.openServerSocket("reserved", address, BACKLOG, RECEIVE_BUFFER);
    int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    waiting.put(port, channel);
    return port;
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    ServerSocketChannel reserved = waiting.remove(address.getPort());
    return reserved != null
        ? reserved
        : ServerSocketFactory.INSTANCE.openServerSocket(listener, address, backlog, receiveBuffer);
  }

  /** Closes what nobody came for. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel channel : waiting.values()) {
      channel.close();
    }
    waiting.clear();
  }
}
