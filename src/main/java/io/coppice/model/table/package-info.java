/**
 * Tables that share what did not change. A table is a directory of chunks of {@value
 * io.coppice.model.table.CowTable#CHUNK} rows. A copy of a table shares the directory; from then on
 * neither side owns it or its chunks, and the first write to a chunk copies the directory and that
 * chunk (copy-on-write, the same mechanism by which forked machines share memory). Two versions of
 * a table are compared by looking at the chunks that are not the same object.
 *
 * <p>A table is used by one thread. A frozen copy is immutable and may be read by any.
 */
package io.coppice.model.table;
