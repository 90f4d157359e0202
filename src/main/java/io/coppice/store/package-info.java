/**
 * What is kept on this computer: one SQLite database (WAL) in a folder of the user's own. One
 * thread owns the connection and does everything in the order it was asked. The journal's commits
 * wait for the disk ({@code synchronous=FULL}); all else may be lost with the power, never with the
 * process. The only JDBC.
 */
package io.coppice.store;
