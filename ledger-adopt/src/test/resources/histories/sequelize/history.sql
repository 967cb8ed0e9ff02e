CREATE TABLE public."SequelizeMeta" (
    name character varying(255) NOT NULL
);
CREATE TABLE public.users (
    id integer NOT NULL
);
INSERT INTO public."SequelizeMeta" VALUES ('20240101000000-users.js');
INSERT INTO public."SequelizeMeta" VALUES ('20240102000000-names.js');
INSERT INTO public.users VALUES (1);
ALTER TABLE ONLY public."SequelizeMeta"
    ADD CONSTRAINT "SequelizeMeta_pkey" PRIMARY KEY (name);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
