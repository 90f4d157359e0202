package io.coppice.session;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.FaultOperation.CutNic;
import io.coppice.backend.FaultOperation.CutPath;
import io.coppice.backend.FaultOperation.DrainDatastore;
import io.coppice.backend.FaultOperation.FillDatastore;
import io.coppice.backend.FaultOperation.RestoreNic;
import io.coppice.backend.FaultOperation.RestorePath;
import io.coppice.backend.HostOperation;
import io.coppice.backend.HostOperation.Disconnect;
import io.coppice.backend.HostOperation.EnterMaintenance;
import io.coppice.backend.HostOperation.ExitMaintenance;
import io.coppice.backend.HostOperation.MountDatastore;
import io.coppice.backend.HostOperation.Reconnect;
import io.coppice.backend.HostOperation.UnmountDatastore;
import io.coppice.backend.Operation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Inverses of what is done to hosts and of faults. A host that left maintenance keeps no memory of
 * the machines that ran on it; leaving and entering it are undone, where the machines went is not.
 */
final class UndoHost {
  private UndoHost() {}

  static Optional<Operation> inverse(HostOperation done, Inventory before, Inventory now) {
    Host was = before.host(done.target());
    Host is = now.host(done.target());
    if (was == null || is == null) {
      return Optional.empty();
    }
    return switch (done) {
      case EnterMaintenance x ->
          when(!was.maintenance() && is.maintenance(), new ExitMaintenance(x.target()));
      case ExitMaintenance x ->
          when(was.maintenance() && !is.maintenance(), new EnterMaintenance(x.target(), false));
      case Disconnect x -> when(is.state() == Host.State.DISCONNECTED, new Reconnect(x.target()));
      case Reconnect x ->
          when(
              was.state() == Host.State.DISCONNECTED && is.state() == Host.State.CONNECTED,
              new Disconnect(x.target()));
      case MountDatastore x ->
          when(
              !mounts(was, x.datastore()) && mounts(is, x.datastore()),
              new UnmountDatastore(x.target(), x.datastore()));
      case UnmountDatastore x ->
          when(
              mounts(was, x.datastore()) && !mounts(is, x.datastore()),
              new MountDatastore(x.target(), x.datastore()));
      case HostOperation.ShutDown x -> Optional.empty();
      case HostOperation.PowerOn x -> Optional.empty();
    };
  }

  static Optional<Operation> inverse(FaultOperation done, Inventory before, Inventory now) {
    return switch (done) {
      case CutNic x ->
          when(
              nic(before, x.target(), x.nic(), true) && nic(now, x.target(), x.nic(), false),
              new RestoreNic(x.target(), x.nic()));
      case RestoreNic x ->
          when(
              nic(before, x.target(), x.nic(), false) && nic(now, x.target(), x.nic(), true),
              new CutNic(x.target(), x.nic()));
      case CutPath x ->
          when(
              path(before, x.target(), x.datastore(), true)
                  && path(now, x.target(), x.datastore(), false),
              new RestorePath(x.target(), x.datastore()));
      case RestorePath x ->
          when(
              path(before, x.target(), x.datastore(), false)
                  && path(now, x.target(), x.datastore(), true),
              new CutPath(x.target(), x.datastore(), gone(before, x.target(), x.datastore())));
      case FillDatastore x ->
          when(
              filler(before, x.target(), Bytes.ZERO::equals)
                  && filler(now, x.target(), filler -> !filler.equals(Bytes.ZERO)),
              new DrainDatastore(x.target()));
      case DrainDatastore x -> Optional.empty();
      case FaultOperation.CrashHost x -> Optional.empty();
      case FaultOperation.RepairHost x -> Optional.empty();
    };
  }

  private static Optional<Operation> when(boolean holds, Operation inverse) {
    return holds ? Optional.of(inverse) : Optional.empty();
  }

  private static boolean nic(Inventory in, HostId host, String name, boolean up) {
    Host found = in.host(host);
    return found != null
        && found.hardware().nics().stream()
            .anyMatch(nic -> nic.name().equals(name) && nic.linkUp() == up);
  }

  private static boolean path(Inventory in, HostId host, DatastoreId datastore, boolean up) {
    Host found = in.host(host);
    return found != null
        && found.datastores().stream()
            .anyMatch(mount -> mount.datastore().equals(datastore) && mount.pathUp() == up);
  }

  private static boolean gone(Inventory in, HostId host, DatastoreId datastore) {
    return in.host(host).datastores().stream()
        .anyMatch(mount -> mount.datastore().equals(datastore) && mount.gone());
  }

  private static boolean mounts(Host host, DatastoreId datastore) {
    return host.datastores().stream().anyMatch(mount -> mount.datastore().equals(datastore));
  }

  private static boolean filler(Inventory in, DatastoreId id, Predicate<Bytes> wanted) {
    var found = in.datastore(id);
    return found != null && wanted.test(found.filler());
  }
}
