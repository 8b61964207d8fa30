(ns shop.bank
  "What can go wrong at the bank; and recursion that ends anywhere in its circle.")

;; SHIFT
(defn charge [order] (throw (IllegalArgumentException. (str "cannot charge order " order))))
(defn refund [order] (throw (IllegalArgumentException. (str "cannot refund order " order))))

(defn charge-each [orders]
  (mapv (fn [order] (throw (IllegalStateException. (str "order " order " is not to be charged")))) orders))

(defn refund-each [orders]
  (mapv #(doall (map (fn [each] (throw (IllegalStateException. (str "order " each " is not to be refunded")))) [%])) orders))

;; SHIFT
(defn named [orders]
  (mapv (fn divided [order] (/ order (- order order))) orders))

(defprotocol Till
  (open [till order]))

(defrecord Drawer []
  Till
  (open [_ order] (throw (UnsupportedOperationException. (str "drawer does not open for order " order)))))

(defn reified []
  (reify Till
    (open [_ order] (throw (UnsupportedOperationException. (str "till does not open for order " order))))))

(defmulti weigh :kind)
;; SHIFT
(defmethod weigh :cart [{order :order}] (throw (NumberFormatException. (str "cart of order " order " has no weight"))))
(defmethod weigh :crate [{order :order}] (throw (NumberFormatException. (str "crate of order " order " has no weight"))))

(defn of-nothing [order] (+ order nil))
(defn of-a-kind [order] (.charge order))
(defn arity [order] (apply charge [order order]))
(defn lazily [orders] (for [order orders] (quot order 0)))
(defn informed [order] (throw (ex-info (str "order " order " is odd") {:order order})))
(defn checked? [order] {:pre [(string? order)]} order)
(defn after! [order] @(future (charge order)))
(defn reach [host] (throw (java.io.IOException. (str "no route to " host))))
(defn locked [row] (throw (java.util.NoSuchElementException. (str "row " row " is locked"))))

;; SHIFT
(defn pay [order work]
  (try (work)
       (catch Exception cause (throw (ex-info (str "payment of order " order " failed") {} cause)))))

(defn bottom [] (throw (IllegalStateException. "there is no more")))
(defn walk [depth] (if (zero? depth) (throw (IllegalStateException. "walked too deep")) (inc (walk (dec depth)))))
(declare pong tock branch leaf expression term factor group block)
(defn ping [depth] (if (zero? depth) (throw (IllegalStateException. "played too long")) (inc (pong (dec depth)))))
(defn pong [depth] (if (zero? depth) (throw (IllegalStateException. "played too long")) (inc (ping (dec depth)))))
(defn tick [depth] (if (zero? depth) (throw (IllegalStateException. "played too long")) (inc (tock (dec depth)))))
(defn tock [depth] (if (zero? depth) (throw (IllegalStateException. "played too long")) (inc (tick (dec depth)))))
;; SHIFT
(defn trunk [depth] (if (zero? depth) (bottom) (reduce (fn [_ each] (branch (dec each))) 0 [depth])))
(defn branch [depth] (if (zero? depth) (bottom) (inc (leaf (dec depth)))))
(defn leaf [depth] (if (zero? depth) (bottom) (reduce + (mapv #(trunk (dec %)) [depth]))))
(defn statement [depth] (if (zero? depth) (bottom) (inc (expression (dec depth)))))
(defn expression [depth] (if (zero? depth) (bottom) (inc (term (dec depth)))))
(defn term [depth] (if (zero? depth) (bottom) (inc (factor (dec depth)))))
(defn factor [depth] (if (zero? depth) (bottom) (inc (group (dec depth)))))
(defn group [depth] (if (zero? depth) (bottom) (inc (block (dec depth)))))
(defn block [depth] (if (zero? depth) (bottom) (inc (statement (dec depth)))))
