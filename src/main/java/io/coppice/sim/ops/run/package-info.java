/**
 * How jobs run. Each sort of operation has a {@link io.coppice.sim.ops.run.OperationProcedure}:
 * what it claims, how long each phase lasts, what it leaves behind, what is taken back when it ends
 * early. {@link io.coppice.sim.ops.run.JobAdmission} holds jobs in a queue until their claims fit
 * the site's limits, and asks the rules again; {@link io.coppice.sim.ops.run.JobRunner} leads them
 * from phase to phase by ticks on the world's agenda. What a job under way knows is its {@link
 * io.coppice.sim.ops.run.JobProgress}: plain values in the world, so that copies, images and
 * restarts find it as it was.
 */
package io.coppice.sim.ops.run;
