"""PostgreSQL, through psycopg 3: chosen by OVERNIGHT_DATABASE=postgresql://…; nothing else imports it."""
