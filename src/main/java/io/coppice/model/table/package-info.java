/**
 * Tables that share what did not change. A table is a directory of chunks of {@value
 * io.coppice.model.table.CowTable#CHUNK} rows. Copying a table copies the directory only; from then
 * on neither side owns its chunks, and the first write to a chunk copies that chunk (copy-on-write,
 * the same mechanism by which forked machines share memory). Two versions of a table are compared
 * by looking at the chunks that are not the same object.
 *
 * <p>A table is used by one thread. A frozen copy is immutable and may be read by any.
 */
package io.coppice.model.table;
