CREATE TABLE "tian"."account_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone,
	CONSTRAINT "account_links_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "tian"."api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"base_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"label" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"tables" jsonb,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"last_address" text,
	"revoked_at" timestamp(3) with time zone,
	"revoked_why" text,
	CONSTRAINT "api_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "tian"."factors" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp(3) with time zone,
	"last_step" bigint,
	"recovery" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tian"."mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"send_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp(3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "tian"."rights_drafts" (
	"base_id" uuid PRIMARY KEY NOT NULL,
	"roles" jsonb NOT NULL,
	"origin" jsonb NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid
);
--> statement-breakpoint
CREATE TABLE "tian"."team_members" (
	"team_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"manager" boolean DEFAULT false NOT NULL,
	CONSTRAINT "team_members_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "tian"."teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tian"."sessions" ADD COLUMN "agent" text;--> statement-breakpoint
ALTER TABLE "tian"."sessions" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "tian"."sessions" ADD COLUMN "pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tian"."sessions" ADD COLUMN "confirmed_at" timestamp(3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "account_links_user" ON "tian"."account_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "api_tokens_person" ON "tian"."api_tokens" USING btree ("base_id","user_id");--> statement-breakpoint
CREATE INDEX "mails_waiting" ON "tian"."mails" USING btree ("send_at") WHERE sent_at is null;--> statement-breakpoint
CREATE INDEX "team_members_user" ON "tian"."team_members" USING btree ("user_id");