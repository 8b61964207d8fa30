# What can go wrong at the bank.
# SHIFT
class PaymentFailed < StandardError
end

class Bank
  def charge(order)
    # SHIFT
    raise ArgumentError, "cannot charge order #{order}"
  end

  def refund(order)
    raise ArgumentError, "cannot refund order #{order}"
  end

  def charge_each(orders)
    orders.each do |order|
      # SHIFT
      raise IndexError, "order #{order} is not to be charged"
    end
  end

  def refund_each(orders)
    orders.map { |order| [order].each { |each| raise IndexError, "order #{each} is not to be refunded" } }
  end

  # A class that has no name.
  def till
    Class.new do
      def self.name = nil

      def open(order)
        # SHIFT
        raise "till does not open for order #{order}"
      end

      def missing(order)
        lend(order)
      end

      def self.build(order)
        raise "till of order #{order} is not built"
      end
    end
  end

  def declined(order)
    raise Class.new(PaymentFailed), "order #{order} was declined"
  end

  def unplugged(order)
    # SHIFT
    raise Class.new(IOError), "terminal of order #{order} is unplugged"
  end

  define_method(:defined) do |order|
    raise RangeError, "order #{order} is defined twice"
  end

  instance_eval do
    def evaluated(order)
      raise RangeError, "order #{order} is evaluated"
    end
  end

  def self.reach(host)
    raise IOError, "no route to #{host}"
  end

  def self.locked(row)
    # SHIFT
    raise KeyError, "row #{row} is locked"
  end

  def pay(order)
    yield
  rescue IOError, KeyError
    raise PaymentFailed, "payment of order #{order} failed"
  end

  def of_nothing(order)
    nil.charge(order)
  end

  def of_an_object(order)
    Object.new.charge(order)
  end
end
