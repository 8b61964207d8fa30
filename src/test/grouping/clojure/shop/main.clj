(ns shop.main
  "Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag."
  (:require [shop.bank :as bank])
  (:import corpus.Client))

;; SHIFT
(defn- order [] (Client/order))
(defn- host [] (Client/host))
(defmacro captured [fault & work] `(Client/captured ~fault (fn [] ~@work)))

(defn -main []
  (Client/open)
  (let [variant Client/VARIANT]
    (captured "charge" (bank/charge (order)))
    (captured "refund" (bank/refund (order)))
    (captured "charge in a function" (bank/charge-each [(order)]))
    (captured "refund in a function in a function" (bank/refund-each [(order)]))
    (captured "function with a name" (bank/named [(order)]))
    (captured "till of a record" (bank/open (bank/->Drawer) (order)))
    (captured "till reified" (bank/open (bank/reified) (order)))
    (captured "cart by a method" (bank/weigh {:kind :cart :order (order)}))
    (captured "crate by a method" (bank/weigh {:kind :crate :order (order)}))
    (captured "no method" (bank/weigh {:kind :box :order (order)}))
    ;; SHIFT
    (captured "sum of nothing" (bank/of-nothing (order)))
    (captured "method that is not there" (bank/of-a-kind (order)))
    (captured "arity" (bank/arity (order)))
    (captured "lazy sequence" (doall (bank/lazily [(order)])))
    (captured "informed" (bank/informed (order)))
    (captured "condition" (bank/checked? (order)))
    (captured "charge in a future" (bank/after! (order)))
    (captured "evaluated" (eval (list 'quot (order) 0)))
    (captured "paid to a host away" (bank/pay (order) #(bank/reach (host))))
    (captured "paid for a row locked" (bank/pay (order) #(bank/locked (order))))
    (captured "circle of one" (bank/walk (+ 40 (* variant 7))))
    (captured "circle of two" (bank/ping (+ 40 variant)))
    (captured "another circle of two" (bank/tick (+ 40 variant)))
    (captured "circle of three" (bank/trunk (+ 20 variant)))
    (captured "circle of six" (bank/statement (+ 40 variant))))
  (Client/close)
  (shutdown-agents))
