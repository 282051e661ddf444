-- Empties a database for the next test; fails where its tables are not what they were.
DO $$
DECLARE
  named text;
  has_rows boolean;
BEGIN
  ASSERT (SELECT shape FROM kept.as_it_was) = kept.shape(), 'the tables are not what they were';
  -- Without looking at what refers to what: nothing is left that could.
  SET LOCAL session_replication_role = replica;
  FOR named IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    IF pg_relation_size(format('public.%I', named)::regclass) > 500000 THEN
      EXECUTE format('TRUNCATE public.%I CASCADE', named);
    ELSE
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', named) INTO has_rows;
      IF has_rows THEN
        EXECUTE format('DELETE FROM public.%I', named);
      END IF;
    END IF;
  END LOOP;
  FOR named IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' AND tablename <> 'as_it_was' LOOP
    EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', named, named);
  END LOOP;
  FOR named IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER SEQUENCE public.%I RESTART', named);
  END LOOP;
END
$$;
