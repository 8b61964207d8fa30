"use client";
import * as Sentry from "@sentry/browser";
import { useEffect } from "react";
import { charge, refund, total } from "../lib/bank";

// SHIFT
export default function Page() {
  useEffect(() => {
    window.run = async (dsn, number) => {
      Sentry.init({ dsn });
      const captured = async (fault, work) => {
        try {
          await work();
        } catch (error) {
          Sentry.withScope((scope) => {
            scope.setTag("fault", fault);
            Sentry.captureException(error);
          });
        }
      };
      await captured("page: charge", () => charge(number));
      await captured("page: refund", () => refund(number));
      await captured("page: price of nothing", () => total([{ amount: number }, {}]));
      await captured("page: cart in a chunk", async () => (await import("../lib/cart")).cart(number));
      await Sentry.flush(20_000);
    };
  }, []);
  return <h1>Shop</h1>;
}
