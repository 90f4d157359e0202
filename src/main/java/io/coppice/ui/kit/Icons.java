package io.coppice.ui.kit;

import io.coppice.backend.Job;
import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.PowerState;
import javafx.scene.AccessibleRole;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Every icon of the console: one icon, one meaning. */
public enum Icons {
  DATACENTRE(CarbonIcons.BUILDING),
  FOLDER(CarbonIcons.FOLDER),
  CLUSTER(CarbonIcons.EDGE_CLUSTER),
  RESOURCE_POOL(CarbonIcons.CHART_TREEMAP),
  VAPP(CarbonIcons.APPLICATION),
  HOST(CarbonIcons.CHIP),
  MACHINE(CarbonIcons.VIRTUAL_MACHINE),
  TEMPLATE(CarbonIcons.TEMPLATE),
  DATASTORE(CarbonIcons.DATA_BASE),
  SWITCH(CarbonIcons.SWITCHER),
  PORT_GROUP(CarbonIcons.NETWORK_4),
  NETWORK(CarbonIcons.NETWORK_3),
  SEGMENT(CarbonIcons.FLOW),
  SEGMENT_MEMBERS(CarbonIcons.LIST_CHECKED),
  UPLINKS(CarbonIcons.NETWORK_2),
  PATH_MTU(CarbonIcons.RULER),
  PORT_POLICY(CarbonIcons.LOCKED),
  UPLINK_POLICY(CarbonIcons.FLOW_CONNECTION),
  MIDDLEBOX(CarbonIcons.DEPLOY_RULES),
  FENCE(CarbonIcons.AREA_CUSTOM),
  NEW_DATASTORE(CarbonIcons.STORAGE_REQUEST),
  DATASTORE_CLUSTER(CarbonIcons.DATA_COLLECTION),
  START_ORDER(CarbonIcons.LIST_NUMBERED),
  CONSOLE(CarbonIcons.SCREEN),
  KEYBOARD(CarbonIcons.KEYBOARD),
  PASTE(CarbonIcons.PASTE),
  FIT(CarbonIcons.FIT_TO_SCREEN),
  PICTURE(CarbonIcons.IMAGE),
  RECORD(CarbonIcons.RECORDING_FILLED),
  WALL(CarbonIcons.GRID),
  FORK_GROUP(CarbonIcons.FORK),
  FORK(CarbonIcons.BRANCH),
  FREEZE(CarbonIcons.SNOWFLAKE),
  REFORK(CarbonIcons.DECISION_TREE),
  RESUME_PARENT(CarbonIcons.PARENT_CHILD),
  PROMOTE(CarbonIcons.UP_TO_TOP),
  REBASE(CarbonIcons.LAYERS),
  KEEP_WINNER(CarbonIcons.TROPHY),
  LEASE(CarbonIcons.HOURGLASS),
  PAGE_SHARING(CarbonIcons.DIRECTION_MERGE),
  ELASTIC(CarbonIcons.SCALES),
  STOP_ELASTIC(CarbonIcons.STOP_OUTLINE),
  LINKED_CLONE(CarbonIcons.LINK),
  END_FORKS(CarbonIcons.SUBTRACT_ALT),
  PAGES(CarbonIcons.HEAT_MAP_03),
  IDENTITY(CarbonIcons.FINGERPRINT_RECOGNITION),
  POWERED_ON(CarbonIcons.PLAY_FILLED),
  POWERED_OFF(CarbonIcons.STOP_FILLED),
  SUSPENDED(CarbonIcons.PAUSE_FILLED),
  RESUME(CarbonIcons.PLAY_OUTLINE),
  RESET(CarbonIcons.RESTART),
  SHUT_DOWN(CarbonIcons.POWER),
  SNAPSHOT(CarbonIcons.CAMERA),
  REVERT(CarbonIcons.RESET),
  CLONE(CarbonIcons.COPY),
  MIGRATE(CarbonIcons.MIGRATE),
  EDIT(CarbonIcons.EDIT),
  HARDWARE(CarbonIcons.SETTINGS_ADJUST),
  RENAME(CarbonIcons.TEXT_CREATION),
  MOVE(CarbonIcons.FOLDER_SHARED),
  TAG(CarbonIcons.TAG),
  NOTES(CarbonIcons.NOTEBOOK),
  NEW(CarbonIcons.ADD),
  DELETE(CarbonIcons.TRASH_CAN),
  MAINTENANCE(CarbonIcons.TOOLS),
  IN_SERVICE(CarbonIcons.SETTINGS_CHECK),
  CONNECT(CarbonIcons.PLUG),
  DISCONNECT(CarbonIcons.UNLINK),
  CRASH(CarbonIcons.FLASH),
  REPAIR(CarbonIcons.CONSTRUCTION),
  CUT(CarbonIcons.CUT),
  FILL(CarbonIcons.BATTERY_FULL),
  DRAIN(CarbonIcons.BATTERY_EMPTY),
  RESERVATIONS(CarbonIcons.METER),
  SERVICES(CarbonIcons.RULE),
  POLICIES(CarbonIcons.POLICY),
  AFFINITY(CarbonIcons.COLLABORATE),
  RETRY(CarbonIcons.RENEW),
  GIVE_UP(CarbonIcons.CLOSE_OUTLINE),
  UNDO(CarbonIcons.UNDO),
  REDO(CarbonIcons.REDO),
  SEARCH(CarbonIcons.SEARCH),
  FILTER(CarbonIcons.FILTER),
  SAVE(CarbonIcons.BOOKMARK),
  SETTINGS(CarbonIcons.SETTINGS),
  HELP(CarbonIcons.HELP),
  START(CarbonIcons.HOME),
  OPEN(CarbonIcons.FOLDER_DETAILS),
  READ(CarbonIcons.DOCUMENT_IMPORT),
  EXPORT(CarbonIcons.EXPORT),
  LAUNCH(CarbonIcons.LAUNCH),
  THEME(CarbonIcons.ASLEEP),
  ZOOM_IN(CarbonIcons.ZOOM_IN),
  ZOOM_OUT(CarbonIcons.ZOOM_OUT),
  ZOOM_RESET(CarbonIcons.ZOOM_RESET),
  BACK(CarbonIcons.ARROW_LEFT),
  FORWARD(CarbonIcons.ARROW_RIGHT),
  KEEP(CarbonIcons.PIN),
  CLOSE(CarbonIcons.CLOSE),
  QUIT(CarbonIcons.EXIT),
  LEFT_AREA(CarbonIcons.OPEN_PANEL_LEFT),
  BOTTOM_AREA(CarbonIcons.OPEN_PANEL_BOTTOM),
  COMMANDS(CarbonIcons.TERMINAL),
  PAUSE(CarbonIcons.PAUSE),
  STEP(CarbonIcons.SKIP_FORWARD),
  CLOCK(CarbonIcons.TIME),
  JOBS(CarbonIcons.TASK),
  EVENTS(CarbonIcons.LIST),
  PROBLEMS(CarbonIcons.NOTIFICATION),
  INFO(CarbonIcons.INFORMATION),
  WARNING(CarbonIcons.WARNING_ALT_FILLED),
  ERROR(CarbonIcons.ERROR_FILLED),
  QUEUED(CarbonIcons.PENDING),
  RUNNING(CarbonIcons.IN_PROGRESS),
  SUCCEEDED(CarbonIcons.CHECKMARK_OUTLINE),
  FAILED(CarbonIcons.ERROR_OUTLINE),
  CANCELLED(CarbonIcons.MISUSE_OUTLINE),
  COLUMNS(CarbonIcons.COLUMN),
  EXPAND_ALL(CarbonIcons.EXPAND_ALL),
  COLLAPSE_ALL(CarbonIcons.COLLAPSE_ALL),
  OPENED(CarbonIcons.CHEVRON_DOWN),
  CLOSED(CarbonIcons.CHEVRON_RIGHT);

  private final Ikon ikon;

  Icons(Ikon ikon) {
    this.ikon = ikon;
  }

  /** What its nodes show, for a node that changes its icon. */
  public Ikon ikon() {
    return ikon;
  }

  /**
   * A new node of this icon, coloured by the style class {@code icon}; it has no name of its own:
   * what it stands in has one.
   */
  public FontIcon node() {
    FontIcon node = new FontIcon(ikon);
    node.getStyleClass().add("icon");
    node.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    return node;
  }

  /**
   * A new node with a style class for its colour, such as {@code ok}, {@code warn}, {@code bad},
   * {@code quiet}.
   */
  public FontIcon node(String styleClass) {
    FontIcon node = node();
    node.getStyleClass().add(styleClass);
    return node;
  }

  public static Icons of(EntityId.Kind kind) {
    return switch (kind) {
      case DATACENTRE -> DATACENTRE;
      case FOLDER -> FOLDER;
      case CLUSTER -> CLUSTER;
      case RESOURCE_POOL -> RESOURCE_POOL;
      case HOST -> HOST;
      case MACHINE -> MACHINE;
      case DATASTORE -> DATASTORE;
      case SWITCH -> SWITCH;
      case PORT_GROUP -> PORT_GROUP;
      case FORK_GROUP -> FORK_GROUP;
    };
  }

  public static Icons of(PowerState power) {
    return switch (power) {
      case POWERED_ON -> POWERED_ON;
      case POWERED_OFF -> POWERED_OFF;
      case SUSPENDED -> SUSPENDED;
    };
  }

  public static Icons of(Severity severity) {
    return switch (severity) {
      case INFO -> INFO;
      case WARNING -> WARNING;
      case ERROR -> ERROR;
    };
  }

  /** The style class of a severity's colour. */
  public static String tone(Severity severity) {
    return switch (severity) {
      case INFO -> "quiet";
      case WARNING -> "warn";
      case ERROR -> "bad";
    };
  }

  public static Icons of(Job.State state) {
    return switch (state) {
      case QUEUED -> QUEUED;
      case RUNNING -> RUNNING;
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }

  /** The style class of a job state's colour. */
  public static String tone(Job.State state) {
    return switch (state) {
      case QUEUED, CANCELLED -> "quiet";
      case RUNNING -> "accent";
      case SUCCEEDED -> "ok";
      case FAILED -> "bad";
    };
  }
}
