package io.coppice.planted.session;

/** Planted: everything a session must never touch. */
public class Nevers {
  public javafx.scene.Node node;
  public java.sql.Connection connection;
  public tools.jackson.databind.ObjectMapper mapper;
  public io.coppice.planted.sim.Target backend;
}
