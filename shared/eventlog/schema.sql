-- What is the record made of? One table that only grows, and one function that makes it grow.
--
-- Applied once by migrate.py, as the role berkas_log, in one transaction. A later change is a file of its own.

-- ------------------------------------------------------------------------------------------------ the facts
-- The first five columns are laid out as the eventsourcing library does, so that its own recorder can read the record
-- as an independent witness. Positions are dense (1, 2, 3 …): they come from the last row under the lock, never from a
-- sequence, which leaves gaps at a rollback and hands out numbers in another order than commits.
CREATE TABLE log.facts (
    originator_id      text        NOT NULL,  -- the stream
    originator_version bigint      NOT NULL CHECK (originator_version > 0),
    topic              text        NOT NULL,  -- the fact's versioned name
    state              bytea       NOT NULL,
    notification_id    bigint      NOT NULL,  -- the position
    desk               text        NOT NULL,
    recorded_at        timestamptz NOT NULL,  -- never earlier than that of the position before
    fact_id            uuid        NOT NULL,
    correlation_id     text        NOT NULL,
    causation_id       text        NOT NULL,
    hash               bytea       NOT NULL,
    CONSTRAINT facts_version  PRIMARY KEY (originator_id, originator_version),
    CONSTRAINT facts_position UNIQUE (notification_id),
    CONSTRAINT facts_fact_id  UNIQUE (fact_id)
);

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what stands on the log is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;

-- Nobody but the owner could anyway; this stops the owner's slip of the hand.
CREATE TRIGGER facts_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log.facts
    EXECUTE FUNCTION log.refuse_change();

-- Who may record what: a login role and the names of its facts. Filled by migrate.py.
CREATE TABLE log.rights (
    role name NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (role, name)
);

-- ------------------------------------------------------------------------------------------------ the chain (chain.py)
CREATE FUNCTION log.netstring(field text) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT octet_length(field)::text || ':' || field || ',' $$;

CREATE FUNCTION log.envelope(
    stream text, version bigint, "position" bigint, name text, desk text, fact_id uuid, recorded_at timestamptz,
    correlation_id text, causation_id text
) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT log.netstring(stream) || log.netstring(version::text) || log.netstring("position"::text)
        || log.netstring(name) || log.netstring(desk) || log.netstring(fact_id::text)
        || log.netstring((extract(epoch FROM recorded_at) * 1000000)::bigint::text)
        || log.netstring(correlation_id) || log.netstring(causation_id)
$$;

-- One link: `previous` is the hash before it, or NULL for the first link of a run, which hangs on `head`.
CREATE FUNCTION log.link(previous bytea, head bytea, envelope text, state bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN RETURN sha256(coalesce(previous, head) || convert_to(envelope, 'UTF8') || sha256(state)); END $$;

CREATE AGGREGATE log.chain(head bytea, envelope text, state bytea) (sfunc = log.link, stype = bytea);

CREATE FUNCTION log.genesis() RETURNS bytea LANGUAGE sql IMMUTABLE AS
    $$ SELECT decode(repeat('00', 32), 'hex') $$;

-- ------------------------------------------------------------------------------------------------ append
-- What becomes of an append, worst first: an append fares as the worst of its facts does.
CREATE TYPE log.outcome AS ENUM ('not_your_fact', 'fact_id_reused', 'conflict', 'recorded', 'known');

-- Record a batch of appends: the only way in, one call, one commit.
--
-- Every array has one element per fact; the facts of one append stand together and bear its number. A stream occurs in
-- one append of a batch at most. `expectations` NULL: at the end of the stream, wherever that is.
-- Returns one row per fact in the order given: `outcome` is the append's, `verdict` what stands against the fact itself,
-- and the envelope as it stands on the log (of then, if known). Of an append refused, `originator_version` is the version
-- its stream is at. Only the offending append fails.
--
-- The lock is held until the commit is on disk, so whoever sees a position sees every one before it. Each statement in
-- here has a snapshot of its own, taken after the lock: what its last holder wrote is seen.
CREATE FUNCTION log.append(
    appends integer[], streams text[], expectations bigint[], fact_ids uuid[], names text[], states bytea[],
    correlation_ids text[], causation_ids text[]
) RETURNS TABLE (
    nth bigint, outcome log.outcome, verdict log.outcome,
    fact_id uuid, originator_id text, originator_version bigint, notification_id bigint, topic text, desk text,
    recorded_at timestamptz, correlation_id text, causation_id text, hash bytea
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, log, pg_temp
-- One plan for an empty log and for one of millions, made once per session.
SET enable_seqscan = off  SET jit = off  SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    this_desk text := substr(session_user, length('berkas_') + 1);
    head bigint;
    this_moment timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('log.append'));
    SELECT notification_id, facts.recorded_at INTO head, this_moment
        FROM facts ORDER BY notification_id DESC LIMIT 1;
    head := coalesce(head, 0);
    this_moment := greatest(clock_timestamp(), this_moment);  -- a clock set back does not set the record back

    RETURN QUERY
    WITH asked AS (
        SELECT * FROM unnest(
            appends, streams, expectations, fact_ids, names, states, correlation_ids, causation_ids
        ) WITH ORDINALITY AS fact (append, stream, expected, fact_id, name, state, correlation_id, causation_id, nth)
    ), found AS (
        SELECT asked.*,
            coalesce(head_of_stream.originator_version, 0) AS head_version,
            coalesce(head_of_stream.hash, genesis()) AS head_hash,
            CASE
                WHEN NOT EXISTS (SELECT FROM rights WHERE role = session_user AND rights.name = asked.name)
                    THEN 'not_your_fact'
                WHEN (twin.originator_id, twin.topic) <> (stream, asked.name) THEN 'fact_id_reused'
                WHEN twin.fact_id IS NOT NULL THEN 'known'
                WHEN expected <> coalesce(head_of_stream.originator_version, 0) THEN 'conflict'
                ELSE 'recorded'
            END::outcome AS verdict
        FROM asked
        LEFT JOIN facts AS twin ON twin.fact_id = asked.fact_id
        LEFT JOIN LATERAL (
            SELECT originator_version, hash FROM facts WHERE originator_id = stream
            ORDER BY originator_version DESC LIMIT 1
        ) AS head_of_stream ON true
    ), weighed AS (
        SELECT found.*,
            row_number() OVER (whole ORDER BY nth) AS step,
            min(verdict) OVER whole AS worst, max(verdict) OVER whole AS best
        FROM found WINDOW whole AS (PARTITION BY append)
    ), judged AS MATERIALIZED (
        -- Half known, half new is no repetition: these ids were not made as fact ids are.
        SELECT weighed.*, CASE WHEN worst = 'recorded' AND best = 'known' THEN 'fact_id_reused' ELSE worst END AS outcome
        FROM weighed
    ), placed AS (
        SELECT judged.*, head_version + step AS version, head + row_number() OVER (ORDER BY nth) AS "position"
        FROM judged WHERE outcome = 'recorded'
    ), linked AS MATERIALIZED (
        SELECT placed.*, chain(head_hash, envelope(
            stream, version, "position", name, this_desk, fact_id, this_moment, correlation_id, causation_id
        ), state) OVER (PARTITION BY append ORDER BY nth) AS hash
        FROM placed
    ), recorded AS (
        INSERT INTO facts
        SELECT stream, version, name, state, "position", this_desk, this_moment, fact_id, correlation_id, causation_id, hash
        FROM linked
    )
    SELECT nth, outcome, verdict, fact_id, stream, version, "position", name, this_desk, this_moment,
        correlation_id, causation_id, hash
    FROM linked
    UNION ALL
    SELECT nth, outcome, verdict, fact_id, originator_id, originator_version, notification_id, topic, desk,
        facts.recorded_at, facts.correlation_id, facts.causation_id, hash
    FROM judged JOIN facts USING (fact_id) WHERE outcome = 'known'
    UNION ALL
    SELECT nth, outcome, verdict, fact_id, stream, head_version, NULL, name, NULL, NULL, NULL, NULL, NULL
    FROM judged WHERE outcome < 'recorded'
    ORDER BY nth;

    IF EXISTS (SELECT FROM facts WHERE notification_id > head) THEN
        PERFORM pg_notify('facts', max(notification_id)::text) FROM facts;
    END IF;
END $$;

-- ------------------------------------------------------------------------------------------------ looking back
-- The last position recorded at or before a moment: a search by halves, since moments never go back along positions.
CREATE FUNCTION log.as_of(moment timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;  -- recorded by then, or before the first
    high bigint := coalesce((SELECT max(notification_id) FROM log.facts), 0) + 1;  -- recorded later, or past the last
    middle bigint;
BEGIN
    WHILE high - low > 1 LOOP
        middle := (low + high) / 2;
        IF (SELECT recorded_at <= moment FROM log.facts WHERE notification_id = middle) THEN
            low := middle;
        ELSE
            high := middle;
        END IF;
    END LOOP;
    RETURN low;
END $$;

-- ------------------------------------------------------------------------------------------------ nomor (counter.py)
CREATE TABLE log.counters (
    year integer PRIMARY KEY,
    last bigint NOT NULL
) WITH (fillfactor = 10);  -- a counter is rewritten in place, on its own page

-- Take the next n numbers of a year; returns the last of them. A number once taken is never given again, also where the
-- work it was taken for fails.
CREATE FUNCTION log.take(year integer, n integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, log, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    last_taken bigint;
BEGIN
    IF n < 1 THEN
        RAISE EXCEPTION 'a counter only counts up' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO counters AS counter VALUES (take.year, take.n)
        ON CONFLICT (year) DO UPDATE SET last = counter.last + excluded.last
        RETURNING last INTO last_taken;
    RETURN last_taken;
END $$;

-- ------------------------------------------------------------------------------------------------ who may do what
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;

GRANT USAGE ON SCHEMA log TO berkas_reader;
GRANT SELECT ON log.facts, log.rights, log.schema_version TO berkas_reader;
GRANT EXECUTE ON FUNCTION log.as_of TO berkas_reader;

GRANT EXECUTE ON FUNCTION log.append, log.take TO berkas_writer;
