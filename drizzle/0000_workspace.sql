CREATE SCHEMA IF NOT EXISTS "tian";
--> statement-breakpoint
CREATE TABLE "tian"."attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_start" timestamp(3) with time zone NOT NULL,
	"locked_until" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tian"."bases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"schema" text NOT NULL,
	"label" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bases_key_unique" UNIQUE("key"),
	CONSTRAINT "bases_schema_unique" UNIQUE("schema")
);
--> statement-breakpoint
CREATE TABLE "tian"."document_history" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"base_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"actor" uuid,
	"change_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "tian"."documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"base_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"body" jsonb NOT NULL,
	"origin" jsonb,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	CONSTRAINT "documents_key" UNIQUE("base_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "tian"."memberships" (
	"base_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"roles" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "memberships_base_id_user_id_pk" PRIMARY KEY("base_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "tian"."sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"revoked_at" timestamp(3) with time zone,
	"revoked_why" text
);
--> statement-breakpoint
CREATE TABLE "tian"."settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tian"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"email_norm" text,
	"password_hash" text,
	"locale" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"placeholder" boolean DEFAULT false NOT NULL,
	"owner" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_norm_unique" UNIQUE("email_norm")
);
--> statement-breakpoint
CREATE TABLE "tian"."view_settings" (
	"user_id" uuid NOT NULL,
	"view_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "view_settings_user_id_view_id_pk" PRIMARY KEY("user_id","view_id")
);
--> statement-breakpoint
CREATE INDEX "document_history_document" ON "tian"."document_history" USING btree ("document_id","seq");--> statement-breakpoint
CREATE INDEX "memberships_user" ON "tian"."memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "tian"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "tian"."sessions" USING btree ("expires_at");