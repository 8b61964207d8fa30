import * as Sentry from "@sentry/browser";
import { faults } from "./faults.js";

window.run = async (dsn, variant) => {
  Sentry.init({ dsn });
  await faults(Sentry, variant);
  await Sentry.flush(20_000);
};
