/** What is wrong with the site now, looked at after every job and once a minute. */
package io.coppice.sim.ops.alarm;
