-- Where do the streams' keys rest, and who may touch them? Wrapped by the master key, which this server never sees.
--
-- Applied by migrate.py as the role berkas_keys, as often as wanted.

CREATE TABLE IF NOT EXISTS keys.stream_keys (
    stream       text        PRIMARY KEY,
    version      text,                 -- id of the master key's version that wraps
    wrapped      bytea,
    made_at      timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CONSTRAINT kept_or_destroyed CHECK (
        num_nulls(version, wrapped) = CASE WHEN destroyed_at IS NULL THEN 0 ELSE 2 END
    )
);

-- The stream's key. The one offered becomes it where there is none: of several offers, the first. NULLs if destroyed.
CREATE OR REPLACE FUNCTION keys.key_of(stream text, offered_version text, offered bytea)
RETURNS TABLE (version text, wrapped bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, keys, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT kept.version, kept.wrapped FROM stream_keys AS kept WHERE kept.stream = key_of.stream;
    IF NOT FOUND THEN
        INSERT INTO stream_keys (stream, version, wrapped) VALUES (key_of.stream, offered_version, offered)
            ON CONFLICT DO NOTHING;
        RETURN QUERY SELECT kept.version, kept.wrapped FROM stream_keys AS kept WHERE kept.stream = key_of.stream;
    END IF;
END $$;

-- Destroy the stream's key. The row stays, also where there was no key yet, so that none is ever made.
CREATE OR REPLACE FUNCTION keys.destroy(stream text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, keys, pg_temp
AS $$
    INSERT INTO stream_keys AS kept (stream, destroyed_at) VALUES (destroy.stream, now())
    ON CONFLICT (stream) DO UPDATE SET version = NULL, wrapped = NULL, destroyed_at = now()
    WHERE kept.destroyed_at IS NULL
$$;

-- The id of a version that wraps some key and is not among those known; NULL if there is none.
CREATE OR REPLACE FUNCTION keys.unknown_version(known text[]) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, keys, pg_temp
AS $$
    SELECT version FROM stream_keys WHERE version <> ALL (known) LIMIT 1
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA keys FROM PUBLIC;
