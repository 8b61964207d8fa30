# Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag.
require "sentry-ruby"
require_relative "bank"
require_relative "circles"

# SHIFT
VARIANT = Integer(ENV.fetch("VARIANT"))
CHANCE = Random.new(VARIANT)
def order = 1 + CHANCE.rand(99_999)
def host = "10.#{CHANCE.rand(255)}.#{CHANCE.rand(255)}.7:#{1024 + CHANCE.rand(60_000)}"

Sentry.init do |config|
  config.dsn = ENV.fetch("SENTRY_DSN")
  config.background_worker_threads = 0
  config.project_root = __dir__
  config.logger = Logger.new(File::NULL)
end

def captured(fault)
  yield
rescue Exception => error
  Sentry.with_scope do |scope|
    scope.set_tags(fault: fault)
    Sentry.capture_exception(error)
  end
end

bank = Bank.new
captured("charge") { bank.charge(order) }
captured("refund") { bank.refund(order) }
captured("charge in a block") { bank.charge_each([order]) }
captured("refund in a block in a block") { bank.refund_each([order]) }
captured("till of a class without a name") { bank.till.new.open(order) }
captured("class without a name itself") { bank.till.build(order) }
captured("method missing in a class without a name") { bank.till.new.missing(order) }
captured("declined by a type without a name") { bank.declined(order) }
captured("unplugged by a type without a name") { bank.unplugged(order) }
captured("defined by define_method") { bank.defined(order) }
captured("defined by instance_eval") { Bank.evaluated(order) }
# SHIFT
captured("method of nil") { bank.of_nothing(order) }
captured("method of an object") { bank.of_an_object(order) }
captured("paid to a host away") { bank.pay(order) { Bank.reach(host) } }
captured("paid for a row locked") { bank.pay(order) { Bank.locked(order) } }
captured("evaluated") { eval("Integer('x#{order}')") }
captured("circle of one") { Circles.walk(40 + VARIANT * 7) }
captured("circle of two") { Circles.ping(40 + VARIANT) }
captured("another circle of two") { Circles.tick(40 + VARIANT) }
captured("circle of three") { Circles.node(40 + VARIANT) }
captured("circle of six") { Circles.statement(40 + VARIANT) }
Sentry.with_scope do |scope|
  scope.set_tags(fault: "lease over")
  Sentry.capture_message("lease #{CHANCE.bytes(16).unpack1("H*")} of user #{order} is over")
end
Sentry.with_scope do |scope|
  scope.set_tags(fault: "lease refused")
  Sentry.capture_message("lease #{CHANCE.bytes(16).unpack1("H*")} of user #{order} was refused")
end
