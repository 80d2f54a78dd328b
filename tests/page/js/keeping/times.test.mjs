// When an answer counts as given, whatever the clock said.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clockWords, localDay, readTime, reckon } from "../../../../page/js/keeping/times.js";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const at = (...times) => times.map((t) => ({ event: "answer", t }));
const days = (events, now = NOW) =>
  reckon(events, now).map(({ when, believed }) => [new Date(when).toISOString().slice(0, 10), believed]);

test("a time that can be believed is taken as it is", () => {
  assert.deepEqual(days(at("2026-11-03T10:00:00Z", "2026-11-01T23:30:00-05:00")), [
    ["2026-11-03", true],
    ["2026-11-02", true],
  ]);
});

test("a time of another year counts as the last one before it that can be believed, on every later day alike", () => {
  const log = at(
    "2026-11-03T10:00:00Z",
    "2031-05-05T10:00:00Z",
    "2010-01-01T00:00:00Z",
    "soon",
    "2026-11-20T10:00:00Z",
  );
  const wanted = ["2026-11-03", "2026-11-03", "2026-11-03", "2026-11-03", "2026-11-20"];
  for (const later of [0, 1, 28, 365])
    assert.deepEqual(
      days(log, NOW + later * 86400000).map(([day]) => day),
      wanted,
    );
  assert.deepEqual(
    days(log).map(([, believed]) => believed),
    [true, false, false, false, true],
  );
});

test("before the first time that can be believed stands the first day of the course", () => {
  assert.deepEqual(days(at("2031-05-05T10:00:00Z", "2026-11-20T10:00:00Z")), [
    ["2026-01-01", false],
    ["2026-11-20", true],
  ]);
});

test("a clock a little ahead counts as now, and one that stands before the course is not asked", () => {
  assert.equal(reckon(at("2026-11-27T20:00:00Z"), NOW)[0].when, NOW);
  const wrong = Date.parse("2010-01-01T00:00:00Z");
  assert.deepEqual(days(at("2026-11-20T10:00:00Z"), wrong), [["2026-11-20", true]]);
  assert.match(clockWords([], wrong), /looks wrong: it says 1 January 2010/);
});

test("a clock that was wrong is told, a right one is not", () => {
  assert.equal(clockWords(at("2026-11-03T10:00:00Z"), NOW), "");
  assert.match(clockWords(at("2031-05-05T10:00:00Z"), NOW), /^1 answer carries a time that cannot be right/);
  assert.match(clockWords(at("2031-05-05T10:00:00Z", "2010-01-01T00:00:00Z"), NOW), /^2 answers carry times/);
});

test("a time without its zone is no time, and a day is the learner's own", () => {
  for (const text of ["2026-11-27", "2026-11-27T10:00:00", "27 November 2026", "", null, 5])
    assert.ok(Number.isNaN(readTime(text)), `${text}`);
  assert.equal(readTime("2026-11-27T10:00:00.123456+01:00"), Date.parse("2026-11-27T09:00:00.123Z"));
  assert.equal(localDay(new Date(2026, 10, 3, 23, 59)), "2026-11-03");
});
