"""Which groups people form: k-means in the plane, the number of groups by how well they stand apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consultations.opinions.domain.votes import Bools, Floats, Ints

STARTS, ROUNDS, LAST_ROUNDS, SETTLED, SEED = 50, 100, 10, 1_000, 20_210_703
MOST_GROUPS = 5
SMALLEST, SMALLEST_SHARE = 10, 0.05
SAMPLE = 2_000
"""Above so many people starts are tried, and silhouettes measured, on a sample of so many; groups are of all."""


@dataclass(frozen=True)
class Grouping:
    """``labels``: of each point, from 0, the largest group first. ``silhouette``: the mean, from -1 to 1."""

    labels: Ints
    silhouette: float

    @property
    def number(self) -> int:
        return int(self.labels.max()) + 1


def grouping_of(points: Floats) -> Grouping | None:
    """The best of two to five groups, fewer if equally good; None where a group would be too small each time."""
    sample = _sample(len(points), np.random.default_rng(SEED))
    best: Grouping | None = None
    for number in range(2, MOST_GROUPS + 1):
        labels = partition(points, number)
        sizes = np.bincount(labels, minlength=number)
        if sizes.min() < max(SMALLEST, SMALLEST_SHARE * len(points)):
            continue
        silhouette = mean_silhouette(points[sample], labels[sample], number)
        if best is None or silhouette > best.silhouette + 1e-12:
            best = Grouping(labels, silhouette)
    return best


def partition(points: Floats, number: int) -> Ints:
    """Labels of the best of ``STARTS`` seeded runs of k-means; the largest group is 0, of equal ones the first met."""
    if len(points) < number:
        return np.zeros(len(points), dtype=np.int64)
    random = np.random.default_rng((SEED, number))
    sample = points[_sample(len(points), random)]
    labels, centres = _settled(sample, _spread_out(sample, number, random), ROUNDS)
    spread = _spread(sample, labels, centres)
    best = int(np.argmax(spread <= spread.min() * (1 + 1e-9)))
    if len(sample) < len(points):
        labels, centres = _settled(points, centres[best : best + 1], LAST_ROUNDS)
        best = 0
    return _by_size(labels[:, best], number)


def mean_silhouette(points: Floats, labels: Ints, number: int) -> float:
    """P. J. Rousseeuw's measure: how much nearer people stand to their own group than to the next one."""
    squares = (points**2).sum(axis=1)
    distances = np.sqrt(np.maximum(0, squares[:, None] + squares[None, :] - 2 * points @ points.T))
    np.fill_diagonal(distances, 0)
    member = np.eye(number)[labels]
    sizes = member.sum(axis=0)
    sums = distances @ member
    everyone = np.arange(len(points))
    own = sums[everyone, labels] / np.maximum(1, sizes[labels] - 1)
    others = np.where(sizes > 0, sums / np.maximum(1, sizes), np.inf)
    others[everyone, labels] = np.inf
    nearest = others.min(axis=1)
    further = np.maximum(own, nearest)
    known = (sizes[labels] > 1) & (further > 0) & np.isfinite(further)
    return float(np.where(known, (nearest - own) / np.where(known, further, 1), 0).mean())


def likeness(one: Ints, other: Ints) -> float:
    """The adjusted Rand index of two groupings of the same people (Hubert and Arabie): 1 equal, 0 as by chance."""
    table = np.bincount(one * (int(other.max()) + 1) + other).astype(float)
    pairs = _pairs(table).sum()
    rows, columns = _pairs(np.bincount(one)).sum(), _pairs(np.bincount(other)).sum()
    chance = rows * columns / max(1.0, _pairs(np.array([len(one)]))[0])
    most = (rows + columns) / 2
    return 1.0 if most == chance else float((pairs - chance) / (most - chance))


def _pairs(sizes: Ints | Floats) -> Floats:
    return sizes * (sizes - 1.0) / 2


def _sample(size: int, random: np.random.Generator) -> Ints | Bools:
    """Indices of a sample, or of everybody where there are few."""
    return np.sort(np.argsort(random.random(size), kind="stable")[:SAMPLE])


def _spread_out(points: Floats, number: int, random: np.random.Generator) -> Floats:
    """First centres, starts × number × 2: each one drawn with a chance that grows with its distance from the others."""
    chosen = (random.random(STARTS) * len(points)).astype(int)
    centres = np.empty((STARTS, number, 2))
    centres[:, 0] = points[chosen]
    nearest = np.full((STARTS, len(points)), np.inf)
    for place in range(1, number):
        new = ((points[np.newaxis] - centres[:, place - 1, np.newaxis]) ** 2).sum(axis=2)
        nearest = np.minimum(nearest, new)
        reached = nearest.cumsum(axis=1)
        draw = random.random(STARTS) * reached[:, -1]
        chosen = np.minimum((reached <= draw[:, np.newaxis]).sum(axis=1), len(points) - 1)
        centres[:, place] = points[chosen]
    return centres


def _settled(points: Floats, centres: Floats, rounds: int) -> tuple[Ints, Floats]:
    """Lloyd's ``rounds`` for all starts side by side, or until fewer than one point in a thousand changes its group.

    Returns (labels, points × starts; centres, starts × number × 2).
    """
    centres = centres.copy()
    labels = _nearest(points, centres)
    moving = np.arange(len(centres))
    for _round in range(rounds):
        centres[moving] = _means(points, labels[:, moving], centres[moving])
        again = _nearest(points, centres[moving])
        changed = (again != labels[:, moving]).sum(axis=0)
        labels[:, moving] = again
        moving = moving[changed * SETTLED >= np.maximum(1, len(points))]
        if not len(moving):
            break
    return labels, centres


def _means(points: Floats, labels: Ints, centres: Floats) -> Floats:
    """The centre of each group of each start; a group that lost everybody stays where it was."""
    starts, number, _ = centres.shape
    places = (labels + np.arange(starts) * number).ravel()
    sizes = np.bincount(places, minlength=starts * number).reshape(starts, number)
    means = np.empty_like(centres)
    for axis in (0, 1):
        weights = np.repeat(points[:, axis], starts)
        sums = np.bincount(places, weights=weights, minlength=starts * number).reshape(starts, number)
        means[:, :, axis] = np.where(sizes > 0, sums / np.maximum(1, sizes), centres[:, :, axis])
    return means


def _nearest(points: Floats, centres: Floats) -> Ints:
    """Of each point under each start, the nearest centre; of equally near ones the first."""
    labels = np.zeros((len(points), len(centres)), dtype=np.int64)
    least = np.full(labels.shape, np.inf)
    for place in range(centres.shape[1]):
        centre = centres[:, place]
        apart = (centre**2).sum(axis=1) - 2 * points @ centre.T
        np.copyto(labels, place, where=apart < least)
        np.minimum(least, apart, out=least)
    return labels


def _spread(points: Floats, labels: Ints, centres: Floats) -> Floats:
    """The sum of squared distances from the centres, for each start."""
    own = centres[np.arange(centres.shape[0]), labels]
    return ((points[:, np.newaxis] - own) ** 2).sum(axis=(0, 2))


def _by_size(labels: Ints, number: int) -> Ints:
    sizes = np.bincount(labels, minlength=number)
    first = [int(np.argmax(labels == group)) if sizes[group] else len(labels) for group in range(number)]
    order = sorted(range(number), key=lambda group: (-sizes[group], first[group]))
    return np.argsort(np.array(order))[labels]
