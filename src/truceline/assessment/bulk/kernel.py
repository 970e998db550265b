"""The compiled loop: rows × one plan → coverage, outcome and the ranges behind them.

Same formulas in the same order as ``kernel.applies`` and ``judge``, over arrays. Where a row needs what the arrays do
not hold, ``by_judge`` is set and the row is judged on its own.
"""

from __future__ import annotations

import numpy as np

from truceline.assessment.answers import CERTAIN, EXCLUDED
from truceline.assessment.bulk.circumstances import IN_GROUP
from truceline.assessment.bulk.factors import PERMISSIONS, SURELY_OPEN, WORDS
from truceline.assessment.bulk.kernel_terms import answered, any_of, ask, piece_of, runs_share, term_range
from truceline.assessment.bulk.program import BASIS_BIT, OFF_BIT, UNPUBLISHED
from truceline.assessment.judge import OPEN_ORDER
from truceline.space.compiled import njit, tight

NOT_COVERED, CANNOT_TELL, COVERED = range(3)
UNDETERMINED, NO_VIOLATION, VIOLATION = range(3)
WORD_TIME, WORD_PLACE = WORDS.index("time"), WORDS.index("place")
WORD_UNPUBLISHED, WORD_BASIS = WORDS.index("unpublished_border"), WORDS.index("basis")
IN_FORCE_ORDER, PLACE_ORDER = OPEN_ORDER["in_force"], OPEN_ORDER["place_in"]
NO_PLACE = 3
SECONDARY, ONLY_B, WINDOWS = BASIS_BIT["S"] | OFF_BIT, BASIS_BIT["B"], OFF_BIT - 1


@tight
def _entry_word(  # type: ignore[no-untyped-def]
    areas, times, factors, e, asked, lift_low, lift_high, low, high, unpublished, near, first, last, start, end, point
):
    """The word of the first of a provision's conditions that stays open."""
    for k in range(factors.slot_start[e], factors.slot_start[e + 1]):
        mark = factors.slot_mark[k]
        if mark == SURELY_OPEN:
            return factors.slot_word[k]
        if mark == PERMISSIONS:
            c_low, c_high = 1.0 - lift_high, 1.0 - lift_low
        else:
            c = factors.circumstance_start[factors.entry_term[e]] + mark
            c_low, c_high = answered(
                areas, times, factors, c, asked, low, high, near, first, last, start, end, point
            )  # fmt: skip
        if c_low < CERTAIN and c_high > EXCLUDED:
            if mark >= 0 and factors.kind[c] == IN_GROUP:
                g = factors.number[c]
                for j in range(areas.group_start[g], areas.group_start[g + 1]):
                    a = areas.group_areas[j]
                    if unpublished[a] and high[a] > low[a]:
                        return WORD_UNPUBLISHED
            return factors.slot_word[k]
    return np.int8(0)


@tight
def _together(disjoint, lines, chances, count):  # type: ignore[no-untyped-def]
    """At least the largest chance; the sum of all where the areas of several lines are drawn apart."""
    largest, total, several = 0.0, 0.0, 0
    for k in range(count):
        if chances[k] > 0.0:
            largest = max(largest, chances[k])
            total += chances[k]
            several += 1
    if several < 2:
        return largest
    for k in range(count):
        for other in range(k):
            if chances[k] > 0.0 and chances[other] > 0.0 and not disjoint[lines[k], lines[other]]:
                return largest
    return min(1.0, total)


@njit
def decide(areas, times, force, factors, stated, rows, out, covered, not_covered):  # type: ignore[no-untyped-def]
    """Fill ``out`` for every row of a chunk."""
    n_areas, n_lines = len(areas.kind), len(force.area)
    _decide(
        areas, times, force, factors, stated, rows, out, covered, not_covered, np.zeros(n_areas), np.zeros(n_areas),
        np.zeros(n_areas, np.bool_), np.zeros(len(areas.zone_area)), np.empty(n_areas, np.int32),
        np.empty(max(1, n_lines), np.int32), np.empty(max(1, n_lines)), np.empty(max(1, n_lines)),
        np.zeros(len(areas.later), np.bool_), np.empty((len(factors.kind) + 1, 2)),
    )  # fmt: skip


@tight
def _decide(  # type: ignore[no-untyped-def]
    areas, times, force, factors, stated, rows, out, covered, not_covered, low, high, unpublished, near, touched,
    candidates, joint, placed, pending, asked,
):  # fmt: skip
    n_lines = len(force.area)
    for i in range(len(rows.start)):
        start, end = rows.start[i], max(rows.end[i], rows.start[i] + 1)
        first = piece_of(times.cuts, start)
        last = piece_of(times.cuts, end - 1)
        s = rows.stated[i]
        count = _weigh_areas(areas, stated, rows, i, s, low, high, unpublished, near, touched, pending)
        # lines of force -------------------------------------------------------------------------------------------
        lines = 0
        if force.open_line == 0:
            candidates[0] = 0
            lines = 1
        for k in range(count):
            line = force.line_of[touched[k]]
            if line >= 0 and high[touched[k]] > 0.0:
                candidates[lines] = line
                lines += 1
        for k in range(1, lines):  # few: by insertion
            line, j = candidates[k], k
            while j > 0 and candidates[j - 1] > line:
                candidates[j] = candidates[j - 1]
                j -= 1
            candidates[j] = line
        first_running = _first_running(force, times, n_lines, first, last)
        best_line, best_time_low, best_time_high, time_low, time_high = -1, -1.0, -1.0, 0.0, 0.0
        where, best_low, best_high = max(0, first_running) if n_lines else -1, -1.0, -1.0
        joint_high, place_high, place_open = 0.0, 0.0, False
        for k in range(lines):
            line = candidates[k]
            t_low, t_high = runs_share(times, line, first, last, start, end)
            area = force.area[line]
            w_low, w_high = (1.0, 1.0) if area < 0 else (low[area], high[area])
            if t_low > best_time_low or (t_low == best_time_low and t_high > best_time_high):
                best_line, best_time_low, best_time_high = line, t_low, t_high
            time_low, time_high = max(time_low, t_low), max(time_high, t_high)
            joint[k], placed[k] = t_low * w_low, 0.0
            joint_high += t_high * w_high
            if t_high > 0.0 or first_running < 0:  # where nothing runs, the place is weighed against every line
                placed[k] = w_low
                place_high += w_high
                place_open = place_open or (area >= 0 and unpublished[area])
                if w_low > best_low or (w_low == best_low and w_high > best_high):
                    best_low, best_high, where = w_low, w_high, line
        if lines == 0:
            best_line, time_low, time_high = _best_of_all(force, times, n_lines, first, last, start, end)
        joint_low = _together(force.disjoint, candidates, joint, lines)
        joint_high = max(joint_low, min(1.0, joint_high))
        place_low = _together(force.disjoint, candidates, placed, lines)
        place_high = max(place_low, min(1.0, place_high))
        # actors ------------------------------------------------------------------------------------------------------
        f = rows.factor[i]
        actors_low, actors_high, local = 2.0, -1.0, False
        for q in range(factors.situation_start[f], factors.situation_start[f + 1]):
            clear_low, clear_high = factors.clear_low[q], factors.clear_high[q]
            for x in range(factors.exclusion_start[q], factors.exclusion_start[q + 1]):
                x_low, x_high = any_of(areas, factors.exclusion_group[x], low, high)
                clear_low = min(clear_low, 1.0 - factors.exclusion_high[x] * x_high)
                clear_high = min(clear_high, 1.0 - factors.exclusion_low[x] * x_low)
                local = True
            actors_low = min(actors_low, factors.low[q] * clear_low)
            actors_high = max(actors_high, factors.high[q] * clear_high)
        p_low, p_high = joint_low * actors_low, joint_high * actors_high
        out.actors_low[i], out.actors_high[i] = actors_low, actors_high
        coverage = COVERED if p_low >= covered else NOT_COVERED if p_high <= not_covered else CANNOT_TELL
        out.coverage[i], out.p_low[i], out.p_high[i] = coverage, p_low, p_high
        out.time_low[i], out.time_high[i], out.line[i] = time_low, time_high, best_line
        out.place_low[i], out.place_high[i], out.where[i] = place_low, place_high, where
        out.outcome[i], out.provisions[i], out.word[i], out.trace[i] = UNDETERMINED, 0, 0, 0
        out.by_judge[i], out.ask_word[i] = rows.ask_judge[i], False
        out.pieces[i, 0], out.pieces[i, 1] = first, last
        bits = 0
        if best_line >= 0:
            for piece in range(first, last + 1):
                bits |= times.basis[best_line, piece]
        out.time_basis[i] = 2 if bits & WINDOWS == ONLY_B else 1 if bits & SECONDARY else 0
        if coverage == NOT_COVERED or out.by_judge[i]:
            _forget(low, high, unpublished, touched, count, near, areas, rows, i)
            continue
        if factors.beyond[f] or (local and coverage == CANNOT_TELL):
            out.by_judge[i] = True
        # provisions --------------------------------------------------------------------------------------------------
        has_point = stated.has_point[s]
        out.trace[i] = ask(areas, times, factors, f, asked, low, high, near, first, last, start, end, has_point)
        sure_all, possible_any, verified_any, unverified_sure = True, False, False, False
        sure_bits, possible_bits = np.uint64(0), np.uint64(0)
        word = np.int8(0)
        for q in range(factors.situation_start[f], factors.situation_start[f + 1]):
            sure_here, worded = False, word == 0
            best_b, best_e_low, best_e_high = True, -1.0, -1.0
            for e in range(factors.entry_start[q], factors.entry_start[q + 1]):
                e_low, e_high = term_range(
                    areas,
                    times,
                    factors,
                    factors.entry_term[e],
                    asked,
                    low,
                    high,
                    near,
                    first,
                    last,
                    start,
                    end,
                    has_point,
                )
                lift_low, lift_high = 0.0, 0.0
                for p in range(factors.permission_start[e], factors.permission_start[e + 1]):
                    m_low, m_high = term_range(
                        areas, times, factors, factors.permission_term[p], asked, low, high, near, first, last, start,
                        end, has_point,
                    )  # fmt: skip
                    lift_low, lift_high = max(lift_low, m_low), max(lift_high, m_high)
                e_low *= 1.0 - lift_high
                e_high *= 1.0 - lift_low
                bit = np.uint64(1) << np.uint64(factors.entry_provision[e])
                verified = factors.entry_decides[e]
                if e_low >= CERTAIN and verified:
                    sure_here = True
                    sure_bits |= bit
                if e_high <= EXCLUDED:
                    continue
                possible_any = True
                possible_bits |= bit
                verified_any = verified_any or verified
                unverified_sure = unverified_sure or (not verified and e_low >= CERTAIN)
                ahead = (best_b and verified) or (
                    best_b != verified and (e_low > best_e_low or (e_low == best_e_low and e_high > best_e_high))
                )
                if worded and coverage == COVERED and (word == 0 or ahead):
                    found = _entry_word(
                        areas, times, factors, e, asked, lift_low, lift_high, low, high, unpublished, near, first, last,
                        start, end, has_point,
                    )  # fmt: skip
                    if found > 0:
                        word, best_b, best_e_low, best_e_high = found, not verified, e_low, e_high
            sure_all = sure_all and sure_here
        if coverage == COVERED and sure_all:
            out.outcome[i], out.provisions[i] = VIOLATION, sure_bits
        elif coverage == COVERED and not possible_any:
            out.outcome[i] = NO_VIOLATION
        else:
            out.provisions[i] = possible_bits
            if coverage == COVERED:
                out.word[i] = WORD_BASIS if unverified_sure and not verified_any else word
                out.ask_word[i] = out.word[i] == 0  # the claims part: which condition parts them is for judge
        if coverage == CANNOT_TELL:
            out.word[i] = _open_word(factors, f, time_low, place_low, place_open, bits)
        _forget(low, high, unpublished, touched, count, near, areas, rows, i)


@tight
def _weigh_areas(areas, stated, rows, i, s, low, high, unpublished, near, touched, pending):  # type: ignore[no-untyped-def]
    """Ranges of all areas for one row; returns how many were touched."""
    count = 0
    for k in range(rows.share_start[i], rows.share_start[i + 1]):
        zone = rows.share_zone[k]
        near[zone] = rows.share[k]
        a = areas.zone_area[zone]
        if a >= 0:
            low[a] = high[a] = rows.share[k]
            touched[count] = a
            count += 1
    for k in range(stated.start[s], stated.start[s + 1]):
        a = stated.area[k]
        if low[a] == 0.0 and high[a] == 0.0:
            touched[count] = a
            count += 1
        low[a], high[a] = stated.low[k], stated.high[k]
    for k in areas.always:
        pending[k] = True
    for t in range(count):
        for k in range(areas.into_start[touched[t]], areas.into_start[touched[t] + 1]):
            pending[areas.into[k]] = True
    for k in range(len(areas.later)):
        if not (pending[k] or rows.told[i]):
            continue
        pending[k] = False
        a = areas.later[k]
        word = rows.settlements[i, k]
        if word == NO_PLACE:
            low[a], high[a] = 0.0, 1.0
        elif areas.kind[a] == UNPUBLISHED:
            w_high = 1.0
            if areas.group_start[areas.left[a]] < areas.group_start[areas.left[a] + 1]:
                w_high = any_of(areas, areas.left[a], low, high)[1]
            if word == 1:
                low[a] = high[a] = 1.0
            elif word == 2 or w_high <= 0.0:
                low[a] = high[a] = 0.0
            else:
                low[a], high[a] = 0.0, w_high
                unpublished[a] = True
        else:
            in_low, in_high = any_of(areas, areas.left[a], low, high)
            out_low, out_high = 0.0, 0.0
            begin, stop = areas.group_start[areas.right[a]], areas.group_start[areas.right[a] + 1]
            if begin < stop:
                out_low, out_high = any_of(areas, areas.right[a], low, high)
            low[a] = max(0.0, in_low - out_high)
            high[a] = max(low[a], min(in_high, 1.0 - out_low))
            for g in range(begin, stop):
                b = areas.group_areas[g]
                unpublished[a] = unpublished[a] or (unpublished[b] and high[b] > low[b])
            for g in range(areas.group_start[areas.left[a]], areas.group_start[areas.left[a] + 1]):
                b = areas.group_areas[g]
                unpublished[a] = unpublished[a] or (unpublished[b] and high[b] > low[b])
        touched[count] = a
        count += 1
    return count


@tight
def _forget(low, high, unpublished, touched, count, near, areas, rows, i):  # type: ignore[no-untyped-def]
    for k in range(count):
        low[touched[k]] = high[touched[k]] = 0.0
        unpublished[touched[k]] = False
    for k in range(rows.share_start[i], rows.share_start[i + 1]):
        near[rows.share_zone[k]] = 0.0


@tight
def _best_of_all(force, times, n_lines, first, last, start, end):  # type: ignore[no-untyped-def]
    """No line's area is near: the line that runs most surely, and the highest ends of all."""
    if first == last:
        line = force.best[first]
        if line < 0:
            return -1, 0.0, 0.0
        most_high = 0.0 if force.first_running[first] < 0 else 1.0
        return line, float(times.low[line, first]), most_high
    best, best_low, best_high, most_high = -1, -1.0, -1.0, 0.0
    for line in range(n_lines):
        t_low, t_high = runs_share(times, line, first, last, start, end)
        if t_low > best_low or (t_low == best_low and t_high > best_high):
            best, best_low, best_high = line, t_low, t_high
        most_high = max(most_high, t_high)
        if best_low >= 1.0:  # none runs more surely
            break
    return best, max(0.0, best_low), most_high


@tight
def _first_running(force, times, n_lines, first, last):  # type: ignore[no-untyped-def]
    if first == last:
        return force.first_running[first]
    for line in range(n_lines):
        for piece in range(first, last + 1):
            if times.high[line, piece]:
                return line
    return -1


@tight
def _open_word(factors, f, time_low, place_low, place_open, bits):  # type: ignore[no-untyped-def]
    """judge._open_word: the condition with the lowest end keeps coverage open; ties go by the order of the trace."""
    best_low, best_order, word = factors.word_low[f], factors.word_order[f], factors.word[f]
    if place_low < CERTAIN and (place_low < best_low or (place_low == best_low and best_order > PLACE_ORDER)):
        best_low, best_order = place_low, PLACE_ORDER
        word = WORD_UNPUBLISHED if place_open else WORD_PLACE
    if time_low < CERTAIN and (time_low < best_low or (time_low == best_low and best_order > IN_FORCE_ORDER)):
        word = WORD_BASIS if bits & WINDOWS == ONLY_B else WORD_TIME
    return word if word > 0 else WORD_PLACE
