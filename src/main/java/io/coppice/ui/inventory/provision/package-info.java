/**
 * Forms and actions that give a site more of what machines run on: switches, port groups,
 * datastores and hosts, and the uplinks between them.
 */
package io.coppice.ui.inventory.provision;
