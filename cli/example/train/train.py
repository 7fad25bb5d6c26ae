# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Trains the bundled clothing classifiers and writes everything `leat local` ships of them.

Reads Fashion-MNIST, trains a small residual network and a much smaller plain one on its 60,000
training images, and writes the ONNX models, the class names, 250 test images with their labels,
and the measured figures of the model card. The test images take no part in training; they are
only scored afterwards.
"""

import argparse
import csv
import gzip
import hashlib
import os
import time
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np
import onnx
import onnxruntime
from keras import layers
from PIL import Image

EXAMPLE = Path(__file__).resolve().parent.parent
RESOURCES = EXAMPLE.parent / "src/main/resources/io/leat/local/example/fashion"
CARD = EXAMPLE / "MODEL_CARD.md"
CLASSES = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
]  # fmt: skip
SIDE = 28
PER_CLASS = 25
COLUMNS = 25
BATCH = 128
MAX_MODEL_BYTES = 1_000_000


def read_idx(path):
    """An IDX file of unsigned bytes: big-endian magic and sizes, then the values."""
    raw = gzip.decompress(path.read_bytes())
    if raw[:3] != b"\x00\x00\x08":
        raise SystemExit(f"{path}: magic {raw[:3].hex()} (expected: 000008, unsigned bytes)")
    shape = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def read_data(folder):
    return tuple(
        read_idx(folder / f"{part}-{kind}-ubyte.gz")
        for part in ("train", "t10k")
        for kind in ("images-idx3", "labels-idx1")
    )


def residual(x, filters, stride):
    """Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape changes."""
    shortcut = x
    if stride > 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        shortcut = layers.BatchNormalization()(shortcut)
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(layers.Add()([x, shortcut]))


def network():
    """Grey values 0..255 in, probabilities out: scaling is the model's business, not the client's."""
    images = layers.Input((SIDE, SIDE), name="images")
    x = layers.Rescaling(1 / 127.5, offset=-1)(images)
    x = layers.Reshape((SIDE, SIDE, 1))(x)
    x = layers.Conv2D(24, 5, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = residual(x, 24, stride=1)
    x = residual(x, 48, stride=2)
    x = residual(x, 64, stride=2)
    x = layers.GlobalAveragePooling2D()(x)
    probabilities = layers.Dense(len(CLASSES), activation="softmax", name="probabilities")(x)
    return keras.Model(images, probabilities)


def small_network():
    """As the other, with a fifth of its parameters: what an A/B test or an ensemble is for."""
    images = layers.Input((SIDE, SIDE), name="images")
    x = layers.Rescaling(1 / 127.5, offset=-1)(images)
    x = layers.Reshape((SIDE, SIDE, 1))(x)
    x = layers.Conv2D(16, 5, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.Flatten()(x)
    probabilities = layers.Dense(len(CLASSES), activation="softmax", name="probabilities")(x)
    return keras.Model(images, probabilities)


def train(model, images, labels, epochs, seed):
    """A fixed number of epochs, each with half of the images mirrored; nothing is selected by score."""
    steps = epochs * -(-len(images) // BATCH)
    model.compile(
        optimizer=keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(
                2e-4, steps, warmup_target=4e-3, warmup_steps=steps // 10
            ),
            weight_decay=0.02,
        ),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        mirrored = rng.random(len(images)) < 0.5
        seen = np.where(mirrored[:, None, None], images[:, :, ::-1], images).astype(np.float32)
        model.fit(seen, labels, initial_epoch=epoch, epochs=epoch + 1, batch_size=BATCH, verbose=2)


def export(model, path):
    model.export(path, format="onnx", verbose=False)
    proto = onnx.load(path)
    rename(proto.graph)
    onnx.helper.set_model_props(
        proto,
        {
            "classes": ",".join(CLASSES),
            "training-data": "Fashion-MNIST, Copyright (c) 2017 Zalando SE, MIT licence",
        },
    )
    onnx.checker.check_model(proto, full_check=True)
    onnx.save(proto, path)
    if path.stat().st_size > MAX_MODEL_BYTES:
        raise SystemExit(f"{path}: {path.stat().st_size} bytes (expected: <= {MAX_MODEL_BYTES})")


def rename(graph):
    """Gives the tensors a client names their plain names, and the batch dimension one name."""
    names = {graph.input[0].name: "images", graph.output[0].name: "probabilities"}
    for node in graph.node:
        for side in (node.input, node.output):
            side[:] = [names.get(name, name) for name in side]
    for value in (*graph.input, *graph.output):
        value.name = names[value.name]
        value.type.tensor_type.shape.dim[0].dim_param = "batch"


def pick(labels, seed):
    """As many test images of each class, in mixed order; positions in the test set."""
    rng = np.random.default_rng(seed)
    chosen = [rng.choice(np.flatnonzero(labels == c), PER_CLASS, replace=False) for c in range(len(CLASSES))]
    return rng.permutation(np.concatenate(chosen))


def write_images(images, labels, chosen):
    rows = images[chosen].reshape(-1, COLUMNS, SIDE, SIDE)
    sheet = rows.transpose(0, 2, 1, 3).reshape(-1, COLUMNS * SIDE)
    Image.fromarray(sheet).save(RESOURCES / "images.png", optimize=True)
    with open(RESOURCES / "images.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["test_index", "label"])
        out.writerows(zip(chosen.tolist(), labels[chosen].tolist()))
    (RESOURCES / "classes.txt").write_text("".join(name + "\n" for name in CLASSES))


def predict(path, images):
    """What the shipped file answers, in the runtime that will serve it."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    batches = np.array_split(images.astype(np.float32), 20)
    return np.concatenate([session.run(None, {"images": batch})[0] for batch in batches])


def figures(model, path, labels, predicted, chosen, seed, epochs):
    hits = predicted == labels
    rows = [
        ("Accuracy on the whole test set", f"{hits.sum():,} of {len(hits):,} ({hits.mean():.2%})"),
        ("Accuracy on the bundled images", f"{hits[chosen].sum()} of {len(chosen)} ({hits[chosen].mean():.1%})"),
        ("Parameters", f"{model.count_params():,}"),
        (f"Size of `{path.name}`", f"{path.stat().st_size:,} bytes"),
        (f"SHA-256 of `{path.name}`", f"`{hashlib.sha256(path.read_bytes()).hexdigest()}`"),
        ("Training", f"{epochs} epochs, seed {seed}"),
    ]
    table = ["| Measured | Value |", "|---|---|"] + [f"| {name} | {value} |" for name, value in rows]
    per_class = ["", "| Class | Precision | Recall |", "|---|---|---|"]
    for c, name in enumerate(CLASSES):
        precision, recall = hits[predicted == c].mean(), hits[labels == c].mean()
        per_class.append(f"| {name} | {precision:.1%} | {recall:.1%} |")
    return "\n".join(table + per_class)


def update_card(name, text):
    """Replaces what stands between the two markers of a model in the model card."""
    begin, end = (f"<!-- measured by train.py, {name}: {edge} -->" for edge in ("begin", "end"))
    card = CARD.read_text()
    head, tail = card.split(begin)[0], card.split(end)[1]
    CARD.write_text(f"{head}{begin}\n{text}\n{end}{tail}")


NETWORKS = {"fashion": network, "fashion-small": small_network}


def make(name, data, chosen, args):
    """Trains, exports and measures one of the networks."""
    train_images, train_labels, test_images, test_labels = data
    keras.utils.set_random_seed(args.seed)
    model = NETWORKS[name]()
    started = time.monotonic()
    train(model, train_images, train_labels, args.epochs, args.seed)
    print(f"{name}: trained in {time.monotonic() - started:.0f} s")

    path = RESOURCES / f"{name}.onnx"
    export(model, path)
    answers = predict(path, test_images)
    drift = np.abs(answers - model.predict(test_images.astype(np.float32), verbose=0)).max()
    if drift > 1e-4:
        raise SystemExit(f"{path}: answers differ by {drift} from the trained model (expected: <= 1e-4)")
    text = figures(model, path, test_labels, answers.argmax(axis=1), chosen, args.seed, args.epochs)
    update_card(name, text)
    print(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("/usr/share/datasets/fashion-mnist"))
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20170825)
    parser.add_argument("--only", choices=NETWORKS, help="train this one and leave the other's file")
    args = parser.parse_args()
    data = read_data(args.data)
    test_images, test_labels = data[2:]

    RESOURCES.mkdir(parents=True, exist_ok=True)
    chosen = pick(test_labels, args.seed)
    write_images(test_images, test_labels, chosen)
    for name in [args.only] if args.only else NETWORKS:
        make(name, data, chosen, args)


if __name__ == "__main__":
    main()
