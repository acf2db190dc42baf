-- What is the record made of? One table that only grows, and one function that makes it grow.
--
-- Applied once by migrate.py, as the role berkas_log, in one transaction. A later change is a file of its own.

-- ------------------------------------------------------------------------------------------------ the facts
-- The first five columns are laid out as the eventsourcing library does, so that its own recorder can read the record
-- as an independent witness. Positions are dense (1, 2, 3 …): they come from the last row under the lock, never from a
-- sequence, which leaves gaps at a rollback and hands out numbers in another order than commits.
CREATE TABLE log.facts (
    originator_id      text        NOT NULL,  -- the stream
    originator_version bigint      NOT NULL,
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

CREATE FUNCTION log.link(previous bytea, envelope text, state bytea) RETURNS bytea LANGUAGE sql STABLE AS
    $$ SELECT sha256(previous || convert_to(envelope, 'UTF8') || sha256(state)) $$;

CREATE FUNCTION log.genesis() RETURNS bytea LANGUAGE sql IMMUTABLE AS
    $$ SELECT decode(repeat('00', 32), 'hex') $$;

-- ------------------------------------------------------------------------------------------------ append
-- Record a batch of appends, one after another, in one commit: the only way in.
--
-- The first five arrays have one element per append, the others one per fact: `sizes` says how many facts are whose.
-- `expectations` NULL: at the end of the stream, wherever that is.
-- Returns the appends in order: of one recorded or known its envelopes; of one refused (conflict, fact_id_reused,
-- not_your_fact) a single row, with the version its stream is at, or the fact id or name that stands against it. Only the
-- offending append fails.
--
-- The lock is held until the commit is on disk, so whoever sees a position sees every one before it. Each statement in
-- here has a snapshot of its own, taken after the lock: what the lock's last holder wrote is seen.
CREATE FUNCTION log.append(
    streams text[], expectations bigint[], sizes integer[], correlation_ids text[], causation_ids text[],
    fact_ids uuid[], names text[], states bytea[]
) RETURNS TABLE (
    outcome text, fact_id uuid, stream text, version bigint, "position" bigint, name text, desk text,
    recorded_at timestamptz, correlation_id text, causation_id text, hash bytea
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, log, pg_temp
-- One plan for an empty log and for one of millions, made once per session.
SET enable_seqscan = off  SET jit = off  SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    own_names text[] := array(SELECT rights.name FROM rights WHERE role = session_user);
    some_foreign boolean := NOT names <@ own_names;
    some_known boolean;
    head bigint;
    known integer := 0;
    reused boolean := false;
    first integer := 1;
    last integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('log.append'));
    SELECT facts.notification_id, facts.recorded_at INTO head, recorded_at
        FROM facts ORDER BY facts.notification_id DESC LIMIT 1;
    position := coalesce(head, 0);
    recorded_at := greatest(clock_timestamp(), recorded_at);  -- a clock set back does not set the record back
    desk := substr(session_user, length('berkas_') + 1);
    some_known := EXISTS (SELECT FROM facts WHERE facts.fact_id = ANY (fact_ids));

    FOR nth IN 1 .. cardinality(streams) LOOP
        last := first + sizes[nth] - 1;
        stream := streams[nth];
        correlation_id := correlation_ids[nth];
        causation_id := causation_ids[nth];
        SELECT facts.originator_version, facts.hash INTO version, hash
            FROM facts WHERE facts.originator_id = stream ORDER BY facts.originator_version DESC LIMIT 1;
        IF NOT FOUND THEN
            version := 0;
            hash := genesis();
        END IF;
        IF some_known THEN
            SELECT count(*), coalesce(bool_or((twin.originator_id, twin.topic) <> (stream, asked.name)), false),
                    min(asked.fact_id::text)
                INTO known, reused, fact_id
                FROM unnest(fact_ids[first:last], names[first:last]) AS asked (fact_id, name)
                JOIN facts AS twin ON twin.fact_id = asked.fact_id;
        END IF;

        outcome := CASE
            WHEN some_foreign AND NOT names[first:last] <@ own_names THEN 'not_your_fact'
            WHEN reused THEN 'fact_id_reused'
            WHEN known = sizes[nth] THEN 'known'
            WHEN expectations[nth] <> version THEN 'conflict'
            WHEN known > 0 THEN 'fact_id_reused'  -- half known, half new: these ids were not made as fact ids are
            ELSE 'recorded'
        END;

        IF outcome = 'recorded' THEN
            FOR i IN first .. last LOOP
                version := version + 1;
                position := position + 1;
                fact_id := fact_ids[i];
                name := names[i];
                hash := link(hash, envelope(
                    stream, version, position, name, desk, fact_id, recorded_at, correlation_id, causation_id
                ), states[i]);
                INSERT INTO facts VALUES (
                    stream, version, name, states[i], position, desk, recorded_at, fact_id, correlation_id, causation_id, hash
                );
                RETURN NEXT;
            END LOOP;
        ELSIF outcome = 'known' THEN
            RETURN QUERY
                SELECT outcome, facts.fact_id, facts.originator_id, facts.originator_version, facts.notification_id,
                    facts.topic, facts.desk, facts.recorded_at, facts.correlation_id, facts.causation_id, facts.hash
                FROM facts WHERE facts.fact_id = ANY (fact_ids[first:last])
                ORDER BY array_position(fact_ids, facts.fact_id);
        ELSE
            name := (SELECT min(asked) FROM unnest(names[first:last]) AS asked WHERE asked <> ALL (own_names));
            RETURN NEXT;
        END IF;
        first := last + 1;
    END LOOP;

    IF position > coalesce(head, 0) THEN
        PERFORM pg_notify('facts', position::text);
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
