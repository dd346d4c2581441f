"""The proof of the fleet: three replicas on one PostgreSQL behind a balancer, any of which may be killed or frozen."""
