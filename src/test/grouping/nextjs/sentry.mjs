// What the routes report with: loaded before Next.js.
import * as Sentry from "@sentry/node";

Sentry.init({ dsn: process.env.SENTRY_DSN });
globalThis.captured = (fault, work) => {
  try {
    work();
  } catch (error) {
    Sentry.withScope((scope) => {
      scope.setTag("fault", fault);
      Sentry.captureException(error);
    });
  }
};
globalThis.flushed = () => Sentry.flush(20_000);
