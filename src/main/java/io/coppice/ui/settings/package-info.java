/** The console's settings: how it looks, its language, and where it keeps what it keeps. */
package io.coppice.ui.settings;
