/** The Coppice console: one module, the rooms of which are described in their packages. */
module io.coppice {
  requires java.logging;
  requires java.sql;
  requires javafx.controls;
  requires org.controlsfx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.core;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.carbonicons;
  requires tools.jackson.databind;
  requires org.xerial.sqlitejdbc;
  requires roaringbitmap;
  requires info.picocli;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;
  requires org.freedesktop.dbus;
  requires org.freedesktop.dbus.transport.jre;

  // operations, events and jobs are written as JSON
  opens io.coppice.backend to
      tools.jackson.databind;
  opens io.coppice.model to
      tools.jackson.databind;
  opens io.coppice.model.inventory to
      tools.jackson.databind;
  opens io.coppice.model.fork to
      tools.jackson.databind;
  opens io.coppice.model.fork.elastic to
      tools.jackson.databind;
}
