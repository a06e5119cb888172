"""The SQL of a load: `staging` (the sheet) -> `checked` (its rows, with what is wrong) -> decisions, votes."""

from __future__ import annotations

from horseshoe.council.votes_columns import TOTALS
from horseshoe.council.votes_store import DECISION_COLUMNS

TEXTS = ("resolution", "draft", "meeting", "title", "agenda", "subjects", "note", "session", "report", "link")
MORE_TEXTS = ("sponsors", "category", "region")
WHOLE = r"^\s*(\d+(\.0*)?)?\s*$"

# The day of a date, or of a time stamp as programs write it: 2012-04-14T00:00:00, 2012-04-14 00:00:00.000+00:00.
STAMP = r"^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
DAY_TEXT = f"regexp_replace(trim(coalesce(s.date, '')), '{STAMP}', '\\1')"

CHECKED = rf"""
CREATE OR REPLACE TEMP TABLE checked AS
WITH cells AS (
  SELECT s.rowid + 1 AS n, s.line, nullif(trim(s.key), '') AS key, {DAY_TEXT} AS day_text,
    trim(coalesce(s.code, '')) AS code, trim(coalesce(s.name, '')) AS name, upper(trim(coalesce(s.vote, ''))) AS word,
    lower(trim(coalesce(s.permanent, ''))) AS permanent_text, trim(coalesce(s.modality, '')) AS modality_text,
    trim(coalesce(s.outcome, '')) AS outcome_text, nullif(trim(s.resolution), '') AS resolution,
    {" AND ".join(f"regexp_full_match(coalesce(s.{t}, ''), '{WHOLE}')" for t in TOTALS)} AS totals_read
  FROM staging s
), read AS (
  SELECT c.*, CASE WHEN regexp_full_match(day_text, '\d{{4}}') THEN make_date(day_text::INTEGER, 7, 1)
                   ELSE try_cast(day_text AS DATE) END AS day,
    v.vote, st.id AS state_id, r.modality, r.outcome
  FROM cells c LEFT JOIN vote_of v USING (word) LEFT JOIN state_of st USING (code, name)
    LEFT JOIN result_of r USING (modality_text, outcome_text)
), seated AS (
  SELECT read.*, CASE WHEN older.old IS NOT NULL AND day < older.until THEN older.old
                      WHEN newer.new IS NOT NULL AND day >= newer.until THEN newer.new ELSE state_id END AS state
  FROM read LEFT JOIN old_seats older ON older.new = state_id LEFT JOIN old_seats newer ON newer.old = state_id
), judged AS (
  SELECT seated.*, CASE
    WHEN key IS NULL THEN 'the row does not say which vote it belongs to'
    WHEN day IS NULL THEN 'date ' || day_text || ' cannot be read (expected YYYY-MM-DD)'
    WHEN day < DATE '1946-01-10' OR day > $today THEN 'date ' || day_text || ' lies outside the United Nations'' record'
    WHEN state_id IS NULL THEN 'unknown member ' || trim(code || ' ' || name)
    WHEN vote IS NULL THEN 'unknown vote ' || word
    WHEN modality IS NULL THEN 'unknown modality ' || modality_text
    WHEN outcome = '?' THEN 'unknown outcome ' || outcome_text
    WHEN modality <> 'vote' AND vote = 'A' THEN 'an abstention where no vote was recorded'
    WHEN permanent_text NOT IN ('', 'true', 'false', '1', '0', 'y', 'n', 'yes', 'no', 'p', 'r')
      THEN 'permanent member: true or false expected, not ' || permanent_text
    WHEN NOT totals_read THEN 'a total is no whole number'
    WHEN $body = 'SC' AND NOT EXISTS (FROM sitting WHERE sitting.text = day_text AND sitting.state IN (seated.state, '*'))
      THEN coalesce(nullif(name, ''), code) || ' was not a member of the Council on ' || day_text
    END AS problem
  FROM seated
), paired AS (
  SELECT key, state, min(n) AS first_n, count(*) AS copies, min(vote) <> max(vote) AS contradictory,
    min(day) <> max(day) OR min(coalesce(resolution, '')) <> max(coalesce(resolution, '')) AS of_two
  FROM judged WHERE problem IS NULL GROUP BY key, state
)
SELECT j.n, j.line, j.key, $source || ':' || j.key AS id, j.day, NOT regexp_full_match(day_text, '\d{{4}}') AS day_is_exact,
  j.state, nullif(j.name, '') AS name, j.vote, j.modality, j.outcome, j.resolution,
  CASE WHEN permanent_text = '' THEN NULL ELSE permanent_text IN ('true', '1', 'y', 'yes', 'p') END AS permanent,
  CASE WHEN problem IS NOT NULL THEN problem
       WHEN of_two THEN 'two votes bear the number ' || j.key || ': their dates or resolutions differ'
       WHEN contradictory THEN 'the rows of ' || j.state || ' in vote ' || j.key || ' contradict each other' END AS problem,
  coalesce(copies > 1 AND NOT contradictory AND NOT of_two AND j.n > first_n, false) AS duplicate
FROM judged j LEFT JOIN paired p ON problem IS NULL AND p.key = j.key AND p.state = j.state
"""

GOOD = "problem IS NULL AND NOT duplicate"
INVALID = "SELECT n, line, problem FROM checked WHERE problem IS NOT NULL ORDER BY n LIMIT $most"
COUNT_INVALID = "SELECT count(*) FROM checked WHERE problem IS NOT NULL"
DUPLICATES = (
    "SELECT n, line, 'the same row again: ' || state || ' in vote ' || key FROM checked WHERE duplicate ORDER BY n LIMIT $most"
)
COUNT_KNOWN = f"SELECT count(*) FROM checked c JOIN votes v ON v.decision = c.id AND v.state = c.state WHERE {GOOD}"
DIFFERING = f"""
SELECT n, line, c.state || ' in vote ' || key || ': ' || c.vote || ' here, ' || v.vote || ' in the votes file'
FROM checked c JOIN votes v ON v.decision = c.id AND v.state = c.state WHERE {GOOD} AND v.vote <> c.vote ORDER BY n
"""
TORN_DECISIONS = f"""
SELECT key, CASE WHEN min(day) <> max(day) THEN 'date' ELSE 'resolution' END FROM checked WHERE {GOOD} GROUP BY key
HAVING min(day) <> max(day) OR min(resolution) <> max(resolution) ORDER BY key LIMIT 1000
"""
REPLACE_VOTES = f"""
UPDATE votes SET vote = c.vote FROM checked c
WHERE votes.decision = c.id AND votes.state = c.state AND {GOOD} AND votes.vote <> c.vote
"""

_TEXTS = ", ".join(f"nullif(trim(s.{t}), '')" for t in TEXTS)
_MORE = ", ".join(f"nullif(trim(s.{t}), '')" for t in MORE_TEXTS)
_TOTALS = ", ".join(f"try_cast(try_cast(nullif(trim(s.{t}), '') AS DOUBLE) AS INTEGER)" for t in TOTALS)
# A vote whose every member is coded X, with no count of votes, was no vote at all.
INSERT_DECISIONS = f"""
INSERT INTO decisions ({", ".join(DECISION_COLUMNS)})
WITH firsts AS (
  SELECT id, min(n) AS n, bool_and(vote = 'X') AS silent FROM checked WHERE {GOOD} GROUP BY id
)
SELECT c.id, $body, $source, c.day, c.day_is_exact, {_TEXTS}, c.outcome, {_MORE},
  CASE WHEN c.modality = 'vote' AND silent THEN 'without_vote' ELSE c.modality END, {_TOTALS}
FROM firsts f JOIN checked c USING (n) JOIN staging s ON s.rowid + 1 = f.n
WHERE NOT EXISTS (FROM decisions d WHERE d.id = c.id) ORDER BY f.n
"""
INSERT_VOTES = f"""
INSERT INTO votes SELECT c.id, c.state, c.name, c.vote, c.permanent FROM checked c
WHERE {GOOD} AND NOT EXISTS (FROM votes v WHERE v.decision = c.id AND v.state = c.state) ORDER BY n
"""
