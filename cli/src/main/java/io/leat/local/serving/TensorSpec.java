package io.leat.local.serving;

/** What a model declares of one of its inputs or outputs. */
public record TensorSpec(String name, Datatype datatype, Shape shape) {}
