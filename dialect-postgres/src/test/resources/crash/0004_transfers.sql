SET search_path = pg_catalog, public;
CREATE TABLE public.transfers (id integer GENERATED ALWAYS AS IDENTITY, amount numeric NOT NULL);
CREATE FUNCTION public.transfer(payer integer, payee integer, amount numeric) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE public.accounts SET balance = balance - amount WHERE id = payer;
    UPDATE public.accounts SET balance = balance + amount WHERE id = payee;
    INSERT INTO public.transfers (amount) VALUES (amount);
END;
$body$;
SELECT public.transfer(1, 2, 10);
