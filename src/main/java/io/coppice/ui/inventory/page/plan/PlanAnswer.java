package io.coppice.ui.inventory.page.plan;

import io.coppice.backend.CapacityPlan;
import io.coppice.backend.CapacityPlanner.Question;
import io.coppice.backend.HostLoss;
import io.coppice.backend.Snapshot;
import java.util.List;

/** What was asked, and what came of it. */
record PlanAnswer(Question question, Snapshot on, CapacityPlan plan, List<HostLoss> losses) {}
