package io.coppice.backend;

/** Ends what it stands for; closing twice does nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
