import Broker
import Hummingbird
