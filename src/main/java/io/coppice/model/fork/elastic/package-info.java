/**
 * Groups that grow and shrink with the load. {@link io.coppice.model.fork.elastic.Arrivals} say
 * when requests come, an {@link io.coppice.model.fork.elastic.ElasticPolicy} says when members are
 * made and ended, and {@link io.coppice.model.fork.elastic.ElasticSample} is what a group shows of
 * it.
 */
package io.coppice.model.fork.elastic;
