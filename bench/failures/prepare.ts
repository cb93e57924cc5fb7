// The engine and the provider, before the benchmark goes into the lab, which has no network.
import "../../lab/prepare";
