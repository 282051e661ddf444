-- What a database has to be like when a test begins: the rows that come with its tables, and what its tables are.
CREATE SCHEMA kept;

CREATE FUNCTION kept.shape() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT md5(string_agg(words, ';' ORDER BY words)) FROM (
    SELECT c.relname || ' ' || c.relkind::text || ' ' || c.relnatts::text AS words
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT conname || ' ' || convalidated::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT proname || ' ' || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'
  ) AS said
$$;

DO $$
DECLARE
  named text;
  has_rows boolean;
BEGIN
  FOR named IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', named) INTO has_rows;
    IF has_rows THEN
      EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', named, named);
    END IF;
  END LOOP;
END
$$;

CREATE TABLE kept.as_it_was AS SELECT kept.shape() AS shape;
