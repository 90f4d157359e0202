/**
 * What hosts say, taken apart: JSON and text answers of {@code ip}, {@code bridge}, Open vSwitch,
 * FRR and suzieq, recognised by what they contain and never by what their file is called. Anything
 * may come: half a file, members of newer tools, text for JSON. What stands before a fault is kept,
 * the fault is told with its place, and no answer costs more memory than a small multiple of its
 * length.
 */
package io.coppice.imported.answers;
