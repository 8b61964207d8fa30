import * as Sentry from "@sentry/node";
import { faults } from "./faults.mjs";

Sentry.init({ dsn: process.env.SENTRY_DSN });
await faults(Sentry, Number(process.env.VARIANT));
await Sentry.close(20_000);
