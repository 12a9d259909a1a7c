-- Makes the database and its two roles, once, as a superuser:
--   psql -v ON_ERROR_STOP=1 -v owner_password=… -v app_password=… -f deploy/roles.sql postgres
-- The owner changes the structure (migrations); the application reads and writes rows and can change neither the structure
-- nor the audit trail. Its name is hongyan_app: the migrations grant to it.
CREATE ROLE hongyan_owner LOGIN NOSUPERUSER NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE hongyan_app LOGIN NOSUPERUSER NOCREATEROLE PASSWORD :'app_password';
CREATE DATABASE hongyan OWNER hongyan_owner;
REVOKE CONNECT ON DATABASE hongyan FROM PUBLIC;
GRANT CONNECT ON DATABASE hongyan TO hongyan_app;
