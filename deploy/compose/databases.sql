-- A database with two roles for each service (docs/decisions/0019).
\set ON_ERROR_STOP on

create role item_catalog login password 'item_catalog';
create role item_catalog_owner login password 'item_catalog_owner';
create database item_catalog owner item_catalog_owner;
revoke connect, temporary on database item_catalog from public;
grant connect on database item_catalog to item_catalog;

create role receiving login password 'receiving';
create role receiving_owner login password 'receiving_owner';
create database receiving owner receiving_owner;
revoke connect, temporary on database receiving from public;
grant connect on database receiving to receiving;

create role shipping login password 'shipping';
create role shipping_owner login password 'shipping_owner';
create database shipping owner shipping_owner;
revoke connect, temporary on database shipping from public;
grant connect on database shipping to shipping;

create role lot_ledger login password 'lot_ledger';
create role lot_ledger_owner login password 'lot_ledger_owner';
create database lot_ledger owner lot_ledger_owner;
revoke connect, temporary on database lot_ledger from public;
grant connect on database lot_ledger to lot_ledger;
