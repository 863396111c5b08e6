CREATE TABLE "tian"."_access_chain" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"line_digest" "bytea" NOT NULL,
	"chain" "bytea" NOT NULL,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tian"."_access_log" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tian"."_access_log_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp(3) with time zone NOT NULL,
	"actor" uuid,
	"acting_as" jsonb,
	"door" text NOT NULL,
	"kind" text NOT NULL,
	"table_key" text,
	"fields" text[] DEFAULT '{}' NOT NULL,
	"records" uuid[] DEFAULT '{}' NOT NULL,
	"count" integer,
	"reason" text,
	"detail" jsonb,
	"salt" uuid DEFAULT gen_random_uuid(),
	"erased" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "tian"."account_links" ADD COLUMN "email" text;--> statement-breakpoint
CREATE INDEX "access_log_actor" ON "tian"."_access_log" USING btree ("actor","seq");--> statement-breakpoint
CREATE INDEX "access_log_records" ON "tian"."_access_log" USING gin ("records");