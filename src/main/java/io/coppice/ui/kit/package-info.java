/**
 * What every screen is made with: the frame gate (the only {@code Platform.runLater}), lifetimes,
 * places and navigation, actions, cells, icons, texts, charts and accessibility.
 *
 * <p>What a screen is made of is named alike everywhere: {@code XScreen} fills a tab; {@code XPart}
 * is a part of a screen that subscribes to the site and ends with it ({@link
 * io.coppice.ui.kit.PagePart}); {@code XState} is what one shows, computed from a snapshot and the
 * person's choices, pure and off the FX thread; {@code XView} draws what it is handed; {@code
 * XForm} asks, of {@code XFields}.
 *
 * <p>What is new costs one line where {@code boot} lists the console's parts: a screen a {@link
 * io.coppice.ui.kit.ScreenFactory} (a screen that needs no place of its own kind is {@linkplain
 * io.coppice.ui.kit.ScreenFactory#named known by its name}), a tab of an object's page a {@link
 * io.coppice.ui.kit.PageTab}, a section of the navigator or a set of actions its factory; a help
 * page is a line of {@code HelpPages} and a file in each language.
 */
package io.coppice.ui.kit;
