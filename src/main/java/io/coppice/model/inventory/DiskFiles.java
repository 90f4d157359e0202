package io.coppice.model.inventory;

import io.coppice.model.Bytes;

/**
 * What one of a machine's disks has at a snapshot. The files lie beside that disk: "delta disks"
 * are made in the folder of the disk that they are over (vSphere VM Administration, "Snapshot
 * Files").
 *
 * @param disk the disk's key
 * @param delta bytes of the files that begin at the snapshot
 * @param branch bytes of the file that leads to it
 */
public record DiskFiles(int disk, Bytes delta, Bytes branch) {
  boolean isEmpty() {
    return delta.value() == 0 && branch.value() == 0;
  }
}
