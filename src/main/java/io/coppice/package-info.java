/**
 * The house: how Coppice is laid out, and why. {@code ArchitectureTest} holds every arrow and
 * "never" that stands here.
 *
 * <h2>Rooms</h2>
 *
 * <pre>
 *   Coppice     reads arguments, calls boot
 *   boot        builds the object graph with constructors; start and stop order; the JavaFX Application
 *   model       ids, quantities (Bytes, Megahertz, SimTime), Problem, Messages         java.base only
 *     table       copy-on-write tables and columns
 *     site        any object by id: its name, what holds it, what it holds; ObjectRef(site, id)
 *     inventory   what exists, and the legal moves of its state
 *     fork        groups, lineage, page sets, sharing sums               and RoaringBitmap
 *     overlay     segments, tunnel endpoints, fabric, MTU sums, traces, faults
 *   wire        networks byte for byte: headers, tunnels, dissection, captures   java.base only
 *   backend     the port: Backend and its capabilities, sealed Operation, Outcome, Job, Snapshot, Preflight
 *   rules       preflight rules true of any site: names, power, hardware, placement questions
 *     index     a site at one instant, with lists and sums
 *     placement which host takes a machine: filters, weighers, admission
 *   codec       operations, outcomes, jobs and events as text (JSON)
 *   sim         the embedded datacentre: engine, world, load, operations, images, forks, guests, consoles,
 *               network
 *   imported    read-only networks, put together from what real hosts said
 *   scenario    reads and writes scenario files
 *   store       SQLite: schema, journal, history, preferences; the only JDBC
 *   cli         the command line and the subcommands beside the window
 *   keyring     passwords in the desktop's own keyring, over D-Bus
 *   session     open sites, current snapshots, jobs, undo, preferences; the threads
 *   layout      placement: a graph in, points out                                       java.base only
 *   display     remote-framebuffer client and server, keyboards, recordings, text       java.base only
 *   ui.kit      frame gate, lifetimes, places and navigation, actions, cells, accessibility, charts
 *   ui.shell    window, menus, command palette, theme, window placement
 *   ui.*        one folder a screen
 * </pre>
 *
 * A room that has its place on the plan and is not built yet: {@code qemu}. A feature is found in
 * three places at most: its rules in {@code model.X} or {@code rules}, its behaviour in a backend
 * ({@code sim.X}), its face in {@code ui.X}.
 *
 * <h2>Arrows</h2>
 *
 * <pre>
 *   boot ──▶ everything
 *   ui.shell ──▶ ui.(screen) ──▶ ui.kit ──▶ session ──▶ backend ──▶ model
 *                    └──▶ layout, display, wire
 *   cli ──▶ session, wire, display, scenario, codec     session ──▶ store ──▶ codec ──▶ backend     rules ──▶ backend, model
 *   keyring ──▶ session
 *   sim, qemu ──▶ rules, backend, wire, display     scenario ──▶ model     model, layout, wire, display ──▶ (java.base)
 * </pre>
 *
 * The store knows the backend port because the journal keeps operations, jobs and events, and those
 * are the port's words.
 *
 * <p>Never: screen to screen (navigate with a {@code Place}); anything but boot to sim, qemu or
 * imported; javafx outside ui (and the Application in boot); JDBC outside store; Jackson outside
 * scenario, codec, store, cli and qemu; AWT or Swing anywhere; {@code Platform.runLater} outside
 * ui.kit; the machine's clock or chance in the core; a package cycle, at any depth of folder.
 *
 * <h2>How data flows</h2>
 *
 * Reading: a backend owns its state on its own thread and publishes a {@code Snapshot}, immutable,
 * sharing all that did not change. Once a frame, if something changed, a screen computes its state
 * as a pure function of the newest snapshot and the person's choices, off the FX thread; its view
 * patches nodes it built once. Selection, expansion and scroll are kept by id.
 *
 * <p>Writing: view, {@code session.submit(operation)}, preflight, journal (committed to SQLite),
 * backend, job, next snapshot. An operation that was accepted is never lost.
 *
 * <p>Threads: one owns a simulated world, one owns SQLite, virtual threads do what blocks, the FX
 * thread only draws.
 */
package io.coppice;
