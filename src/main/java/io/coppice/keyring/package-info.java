/** Passwords in the desktop's keyring, over D-Bus. */
package io.coppice.keyring;
